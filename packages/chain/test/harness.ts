import type { Answer, AnswerPart, EvidenceSource, GenerationPart, Generator, Hit, StoredText } from "@ragstone/core";
import { wordPiece } from "@ragstone/tokenizers";
import { streamAnswer, type StreamAnswerOptions } from "../src/index.js";

/** A generator with scripted output, in the given pieces, that records the requests. */
export function scriptedGenerator(
  parts: readonly (string | GenerationPart)[],
  contextTokens = Infinity,
): Generator & { readonly requests: Parameters<Generator["generate"]>[0][] } {
  const requests: Parameters<Generator["generate"]>[0][] = [];
  return {
    name: "scripted",
    kind: "extractive",
    contextTokens,
    tokenizer: wordPiece({ specialTokens: 0 }),
    usdPerMillionTokens: null,
    requests,
    // oxlint-disable-next-line typescript/require-await
    async *generate(request) {
      requests.push(request);
      for (const part of parts) yield typeof part === "string" ? { type: "text", text: part } : part;
    },
  };
}

/** Files by path, one passage each, in the order given. */
export function library(files: Readonly<Record<string, string>>) {
  const texts = new Map(Object.entries(files));
  const hits: Hit[] = [...texts].map(([path, text], at): Hit => ({
    rank: at + 1,
    id: path,
    score: 1 - at * 0.05,
    scores: { text: 5, vector: 0.5 },
    origin: "file",
    path,
    start: 0,
    end: text.length,
    text,
    headings: [],
    pages: [],
  }));
  const stored = (path: string): StoredText | null => {
    const text = texts.get(path);
    if (text === undefined) return null;
    const record = {
      path,
      sha256: `sha-${path}`,
      bytes: text.length,
      modifiedMs: 0,
      mediaType: "text/plain",
      title: null,
      origin: "file" as const,
      language: "en",
      metadata: {},
      loaderVersion: 0,
      chunks: 1,
      indexedMs: 0,
    };
    return { record, text, blocks: [], pages: [] };
  };
  return {
    hits,
    search: (_query: string, { k }: { readonly k: number }) => Promise.resolve(hits.slice(0, k)),
    readDocument: ({ path }: { readonly path: string }) => Promise.resolve(stored(path)),
    termShares: (terms: readonly string[]) =>
      Promise.resolve(
        new Map(
          terms.map((term) => [
            term,
            [...texts.values()].filter((text) => text.toLowerCase().includes(term)).length / texts.size,
          ]),
        ),
      ),
  };
}

/** Options of a question and the members of its evidence, in one. */
type AskedOf = Omit<StreamAnswerOptions, "evidence"> & EvidenceSource;

export async function ask(
  asked: AskedOf,
): Promise<{ readonly parts: readonly AnswerPart[]; readonly answer: Answer; readonly streamed: string }> {
  const parts: AnswerPart[] = [];
  for await (const part of streamAnswer({ ...asked, evidence: asked })) parts.push(part);
  const last = parts.at(-1);
  if (last?.type !== "answer") throw new TypeError("the last part is the answer");
  return {
    parts,
    answer: last.answer,
    streamed: parts.map((part) => (part.type === "text" ? part.text : "")).join(""),
  };
}
