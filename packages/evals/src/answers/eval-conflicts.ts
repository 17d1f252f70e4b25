import { readFile } from "node:fs/promises";
import { extractiveGenerator, streamAnswer } from "@ragstone/chain";
import type { Answer, Hit, StoredText } from "@ragstone/core";

/** Whether a conflict between two files was told right. */
export interface ConflictOutcome {
  readonly measure: string;
  readonly right: boolean;
  readonly question: string;
}

type Row = readonly [question: string, first: string, second: string, value: string, other: string];

/**
 * Asks questions of two files that say the same in different words, once with different values and once with the same, among
 * files on other things. The pairs were written for this.
 */
export async function evalConflicts(wordVector?: (word: string) => Float32Array | null): Promise<ConflictOutcome[]> {
  const rows = JSON.parse(await readFile(new URL("../../data/conflicts.json", import.meta.url), "utf8")) as readonly Row[];
  const outcomes: ConflictOutcome[] = [];
  for (const [at, [question, first, second, value, other]] of rows.entries()) {
    const distractors = [1, 2, 3].map((step) => rows[(at + step * 7) % rows.length]!).map((row) => row[1].replace("{}", row[3]));
    for (const [measure, instead] of [["conflicting values: told", other], ["equal values: not told", value]] as const) {
      const answer = await askOver(question, [first.replace("{}", value), second.replace("{}", instead), ...distractors], wordVector);
      const told = answer.notes.some((note) => note.kind === "conflict");
      outcomes.push({ measure, right: told === (instead === other), question: `${question} ${answer.refusal?.reason ?? answer.text}` });
    }
  }
  return outcomes;
}

async function askOver(question: string, texts: readonly string[], wordVector?: (word: string) => Float32Array | null): Promise<Answer> {
  const hits = texts.map((text, at): Hit => ({ rank: at + 1, id: String(at), score: 1 - at * 0.1, scores: { text: 1, vector: null }, path: `${at}.md`, start: 0, end: text.length, text, headings: [], pages: [] }));
  const stored = (path: string): StoredText => ({
    record: { path, sha256: path, bytes: 0, modifiedMs: path === "1.md" ? 2 : 1, mediaType: "text/markdown", title: null, origin: "file", language: "en", metadata: {}, chunks: 1, indexedMs: 0 },
    text: texts[Number.parseInt(path, 10)] ?? "",
    blocks: [],
    pages: [],
  });
  for await (const part of streamAnswer({
    question,
    retrieve: () => Promise.resolve(hits),
    readText: (path) => Promise.resolve(stored(path)),
    termShares: (terms) => Promise.resolve(new Map(terms.map((term) => [term, texts.filter((text) => text.toLowerCase().includes(term)).length / texts.length]))),
    generator: extractiveGenerator(),
    ...(wordVector !== undefined && { wordVector }),
  })) {
    if (part.type === "answer") return part.answer;
  }
  throw new TypeError("a stream of parts ends with the answer");
}
