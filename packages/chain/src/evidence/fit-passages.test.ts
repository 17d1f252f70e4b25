import { describe, expect, it } from "vitest";
import { hitAt, noCounter, wordCounter } from "../../test/words.js";
import { fitPassages } from "./fit-passages.js";

const room = (budgetTokens: number, overheadTokens = 2) => ({ tokenizer: wordCounter, budgetTokens, overheadTokens });
const four = hitAt("a.md", 0, "Keys rotate every month.");
const three = hitAt("b.md", 0, "Backups stay short.");

describe("passages that fit the context", () => {
  it("take their tokens and the prompt's around each, up to the last token", () => {
    const hits = [four, three];
    const whole = fitPassages({ hits, ...room(11) });
    expect(whole.hits).toEqual([four, three]);
    expect(whole).toMatchObject({ leftOut: [], shortened: null });
    const tight = fitPassages({ hits, ...room(10) });
    expect(tight.hits).toEqual([four]);
    expect(tight).toMatchObject({ leftOut: [three], shortened: null });
  });

  it("are chosen by rank: a long one is skipped in favour of a shorter one after it", () => {
    const long = hitAt("c.md", 0, "word ".repeat(50));
    const { hits, leftOut, shortened } = fitPassages({ hits: [long, four, three], ...room(6) });
    expect([hits, leftOut, shortened]).toEqual([[four], [long, three], null]);
  });

  it("are not counted where the context has no limit", () => {
    const { hits, leftOut } = fitPassages({ hits: [four, three], ...room(Infinity), tokenizer: noCounter });
    expect([hits, leftOut]).toEqual([[four, three], []]);
  });

  it("do not repeat a passage that another of the same document contains", () => {
    const inner = hitAt("a.md", 5, "rotate every");
    const equal = hitAt("a.md", 0, four.text);
    const { hits, leftOut } = fitPassages({ hits: [four, inner, equal], ...room(100) });
    expect([hits, leftOut]).toEqual([[four], []]);
  });

  it("do not repeat the text of a passage of another document", () => {
    const copy = hitAt("copy.md", 3, "Keys rotate\n every month.");
    const { hits, leftOut } = fitPassages({ hits: [four, copy, three], ...room(100) });
    expect([hits, leftOut]).toEqual([[four, three], []]);
  });

  it.each([
    ["reaches further", hitAt("a.md", 5, "rotate every month. Twice.")],
    ["begins earlier", hitAt("a.md", 0, "Keys")],
    ["is in another document", hitAt("b.md", 5, "rotate every")],
  ])("contain a passage that %s", (_, other) => {
    const first = hitAt("a.md", 5, "rotate every month.");
    expect(fitPassages({ hits: [first, other], ...room(100) }).hits).toHaveLength(2);
  });

  it("are numbered by the best rank of a document, and in document order within it", () => {
    const later = hitAt("a.md", 100, "The vault is in Oslo.");
    const { passages, hits } = fitPassages({ hits: [later, three, four], ...room(100) });
    expect(hits).toEqual([four, later, three]);
    const { rank: _rank, id: _id, ...rest } = four;
    expect(passages[0]).toEqual({ number: 1, ...rest });
    expect(passages.map(({ number, path, start }) => [number, path, start])).toEqual([
      [1, "a.md", 0],
      [2, "a.md", 100],
      [3, "b.md", 0],
    ]);
  });
});

describe("the best passage, where not even one fits", () => {
  const long = hitAt("a.md", 10, "One two three. Four five six. Seven eight nine.");

  it.each([
    [3, "One two three."],
    [5, "One two three."],
    [6, "One two three. Four five six."],
  ])("is shortened to the whole sentences that fit %i tokens", (tokens, text) => {
    const { hits, passages, leftOut, shortened } = fitPassages({ hits: [long, long], ...room(tokens + 2) });
    expect(hits.map((hit) => [hit.text.trimEnd(), hit.start])).toEqual([[text, 10]]);
    expect(hits[0]?.end).toBe(10 + (hits[0]?.text.length ?? 0));
    expect(passages).toHaveLength(1);
    expect(leftOut).toEqual([long, long]);
    expect(shortened).toBe(long);
  });

  it("is left out where its first sentence does not fit", () => {
    expect(fitPassages({ hits: [long], ...room(4) })).toEqual({
      passages: [],
      hits: [],
      leftOut: [long],
      shortened: null,
    });
  });

  it("does not exist where nothing was found", () => {
    expect(fitPassages({ hits: [], ...room(4) })).toEqual({ passages: [], hits: [], leftOut: [], shortened: null });
  });
});
