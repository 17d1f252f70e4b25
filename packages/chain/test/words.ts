import type { Hit } from "@ragstone/core";

/** Counts a word as one token, so that a budget can be counted by reading. */
export const wordCounter = {
  count: (text: string, start = 0, end = text.length): number => text.slice(start, end).match(/\S+/gu)?.length ?? 0,
};

/** Fails on any use: for text that must not be counted. */
export const noCounter = {
  count: (text: string): number => {
    throw new TypeError(`counted: ${text}`);
  },
};

/** A hit in a file, from an offset of it. */
export function hitAt(path: string, start: number, text: string): Hit {
  return {
    rank: 1,
    id: `${path}:${start}`,
    score: 0.5,
    scores: { text: 3, vector: null },
    origin: "file",
    path,
    start,
    end: start + text.length,
    text,
    headings: ["Keys"],
    pages: [2],
  };
}
