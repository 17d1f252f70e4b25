import { expect, it } from "vitest";
import { withholdHidden } from "./withhold-hidden.js";

const place = (path: string) => ({ origin: "file", path });
const answer = (citations: readonly object[], more: object = {}) => ({
  citations,
  sources: [],
  refusal: null,
  ...more,
});
const visible = new Map([["docs", new Set(["a.md", "b.md"])]]);

/** For each exchange whether it is withheld. */
function withheld(...exchanges: readonly object[]): readonly boolean[] {
  const conversation = { collection: "docs", exchanges: exchanges.map((one) => ({ text: "t", ...one })) };
  return withholdHidden(conversation, visible).exchanges.map((one) => one["withheld"] === true);
}

it("shows answers from visible documents", () => {
  const used = answer([place("a.md")], { sources: [{ ...place("b.md"), copies: ["a.md"] }] });
  expect(withheld({ answer: used }, { answer: answer([]) })).toEqual([false, false]);
});

it("withholds an answer that used a hidden document, and all after it", () => {
  const seen = { answer: answer([place("a.md")]) };
  for (const hidden of [
    answer([place("x.md")]),
    answer([], { sources: [place("x.md")] }),
    answer([], { sources: [{ ...place("a.md"), copies: ["x.md"] }] }),
    answer([], { refusal: { closest: [place("x.md")] } }),
    answer([{ origin: "put", path: "a.md" }]),
  ])
    expect(withheld(seen, { answer: hidden }, seen)).toEqual([false, true, true]);
});

it.each([null, 3, "text", {}, { citations: 1, sources: [] }, { citations: [null], sources: [] }])(
  "withholds an exchange whose answer is %j",
  (malformed) => {
    expect(withheld({ answer: malformed })).toEqual([true]);
  },
);

it("withholds answers of a collection that is not served", () => {
  expect(withheld({ collection: "other", answer: answer([place("a.md")]) })).toEqual([true]);
});
