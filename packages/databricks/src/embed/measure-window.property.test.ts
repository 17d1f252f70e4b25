import fc from "fast-check";
import { expect, it } from "vitest";
import { measureWindow } from "./measure-window.js";

/** How services count a text of so many words. */
const countings: Readonly<Record<string, (words: number) => number>> = {
  exactly: (words) => words + 2,
  "without special tokens": (words) => words,
  "one fewer": (words) => words + 1,
  "3 % low": (words) => Math.floor((words + 2) * 0.97),
  "in characters": (words) => words * 5,
  "in pairs": (words) => Math.ceil(words / 2),
};
const counting = fc.constantFrom(...Object.keys(countings));
const window = fc.constantFrom(512, 2048, 8192, 32_768);

async function measured(windowTokens: number, count: (words: number) => number | null) {
  let requests = 0;
  const usageOf = (words: number) => {
    requests += 1;
    return Promise.resolve(count(words));
  };
  return { found: await measureWindow({ windowTokens, specialTokens: 2, usageOf }), requests: () => requests };
}

it("finds the whole window where texts are read to the end, however they are counted, with two requests", () =>
  fc.assert(
    fc.asyncProperty(window, counting, async (windowTokens, name) => {
      const { found, requests } = await measured(windowTokens, countings[name]!);
      expect([found, requests()]).toEqual([windowTokens, 2]);
    }),
  ));

it("finds a smaller window, however it is counted, and never a larger one", () =>
  fc.assert(
    fc.asyncProperty(
      window,
      counting,
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      async (windowTokens, name, share) => {
        const actual = Math.round(256 + (windowTokens - 256) * share);
        const { found, requests } = await measured(windowTokens, (words) =>
          countings[name]!(Math.min(words, actual - 2)),
        );
        expect(requests()).toBe(3);
        expect(found).toBeLessThanOrEqual(actual);
        expect(found).toBeGreaterThanOrEqual(Math.max(256, actual * 0.98 - 3));
      },
    ),
  ));

it("never goes below 256 tokens", () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 20_000 }), async (said) => {
      const { found } = await measured(8192, (words) => Math.min(words, said));
      expect(found ?? 256).toBeGreaterThanOrEqual(256);
    }),
  ));

it.each<[string, (words: number) => number | null]>([
  ["reports nothing", () => null],
  ["reports zero", () => 0],
  ["reports other numbers each time", (words) => (words > 8000 ? 600 : words > 4000 ? 1200 : words)],
])("believes no service that %s", async (_, count) => {
  expect((await measured(8192, count)).found).toBeNull();
});
