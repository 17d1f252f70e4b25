import { readFile } from "node:fs/promises";
import { extractiveGenerator, streamAnswer } from "@ragstone/chain";
import { RagstoneError, type Answer, type EvidenceSource, type Hit, type StoredText } from "@ragstone/core";

/** Whether a conflict between two files was reported correctly. */
export interface ConflictOutcome {
  readonly measure: string;
  readonly right: boolean;
  readonly question: string;
}

type Row = readonly [question: string, first: string, second: string, value: string, other: string];
type Pair = readonly [question: string, first: string, second: string];

interface Pairs {
  readonly conflicting: readonly Pair[];
  readonly agreeing: readonly Pair[];
}

/**
 * Asks questions of two files among files on other things: files that say the same in different words, once with
 * different values and once with the same; and pairs that conflict or agree (those that agree give other values for
 * other things, or the same value in another unit), some of which were not looked at while the rules were written. The
 * pairs were written for this evaluation.
 */
export async function evalConflicts(wordVectors?: EvidenceSource["wordVectors"]): Promise<ConflictOutcome[]> {
  const rows = await readData<readonly Row[]>("conflicts.json");
  const outcomes: ConflictOutcome[] = [];
  const check = async (
    measure: string,
    expected: boolean,
    question: string,
    texts: readonly string[],
  ): Promise<void> => {
    const answer = await askOver(question, texts, wordVectors);
    const notes = answer.notes.filter((note) => note.kind === "conflict");
    const said = answer.refusal?.reason ?? [answer.text, ...notes.map((note) => note.message)].join(" ");
    outcomes.push({ measure, right: notes.length > 0 === expected, question: `${question} ${said}` });
  };
  for (const [at, [question, first, second, value, other]] of rows.entries()) {
    const distractors = [1, 2, 3]
      .map((step) => rows[(at + step * 7) % rows.length]!)
      .map((row) => row[1].replace("{}", row[3]));
    for (const [measure, instead] of [
      ["conflicting values: told", other],
      ["equal values: not told", value],
    ] as const) {
      await check(measure, instead === other, question, [
        first.replace("{}", value),
        second.replace("{}", instead),
        ...distractors,
      ]);
    }
  }
  for (const [name, { conflicting, agreeing }] of Object.entries(
    await readData<Readonly<Record<"tuning" | "heldOut" | "planted", Pairs>>>("conflict-pairs.json"),
  )) {
    const suffix = name === "heldOut" ? " (held out)" : name === "planted" ? " (planted)" : "";
    for (const [measure, pairs] of [
      [`conflicting files${suffix}: told`, conflicting],
      [`agreeing files${suffix}: not told`, agreeing],
    ] as const) {
      for (const [at, [question, first, second]] of pairs.entries()) {
        const distractors = [1, 2, 3]
          .map((step) => conflicting[(at + step * 7) % conflicting.length]!)
          .filter((pair) => pair[0] !== question);
        await check(measure, pairs === conflicting, question, [first, second, ...distractors.map((pair) => pair[1])]);
      }
    }
  }
  return outcomes;
}

async function readData<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`../../data/${name}`, import.meta.url), "utf8")) as T;
}

async function askOver(
  question: string,
  texts: readonly string[],
  wordVectors?: EvidenceSource["wordVectors"],
): Promise<Answer> {
  for await (const part of streamAnswer({
    question,
    evidence: evidenceOf(texts, wordVectors),
    generator: extractiveGenerator(),
  })) {
    if (part.type === "answer") return part.answer;
  }
  throw new RagstoneError(
    "answer-missing",
    `The stream for ${JSON.stringify(question)} ended without its answer; expected the answer as its last part.`,
    { hint: "Report this with the question." },
  );
}

/** The texts as a source that finds all of them, the second the newest. */
function evidenceOf(texts: readonly string[], wordVectors: EvidenceSource["wordVectors"]): EvidenceSource {
  const shareOf = (term: string) => texts.filter((text) => text.toLowerCase().includes(term)).length / texts.length;
  return {
    search: () => Promise.resolve(texts.map(hitOf)),
    readDocument: ({ path }) => Promise.resolve(storedText(path, texts[Number.parseInt(path, 10)] ?? "")),
    termShares: (terms) => Promise.resolve(new Map(terms.map((term) => [term, shareOf(term)]))),
    wordVectors,
  };
}

function hitOf(text: string, at: number): Hit {
  return {
    rank: at + 1,
    id: String(at),
    score: 1 - at * 0.1,
    scores: { text: 1, vector: null },
    origin: "file",
    path: `${at}.md`,
    start: 0,
    end: text.length,
    text,
    headings: [],
    pages: [],
  };
}

function storedText(path: string, text: string): StoredText {
  return {
    record: {
      path,
      sha256: path,
      bytes: 0,
      modifiedMs: path === "1.md" ? 2 : 1,
      mediaType: "text/markdown",
      title: null,
      origin: "file",
      language: "en",
      metadata: {},
      loaderVersion: 0,
      chunks: 1,
      indexedMs: 0,
    },
    text,
    blocks: [],
    pages: [],
  };
}
