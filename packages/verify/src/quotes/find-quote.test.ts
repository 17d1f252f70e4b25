import { describe, expect, it } from "vitest";
import { findQuote, isStitched } from "./find-quote.js";
import { SourceText } from "./source-text.js";

function found(text: string, quote: string, near?: { start: number; end: number }): string | null {
  const range = findQuote(new SourceText(text), quote, near);
  return range === null ? null : text.slice(range.start, range.end);
}

describe("a quote", () => {
  it.each([
    ["Keys rotate  every\n30 days.", "Keys rotate every 30 days", "Keys rotate  every\n30 days"],
    ["an inter-\nnational treaty", "international treaty", "inter-\nnational treaty"],
    ["a well-known fact", "well-known fact", "well-known fact"],
    ["He said “no” – twice", 'He said "no" - twice', "He said “no” – twice"],
    ["the ﬁrst ofﬁce", "first office", "ﬁrst ofﬁce"],
    [
      "the **bold** `code` and [a link](http://x.example/y) here",
      "bold code and a link here",
      "bold** `code` and [a link](http://x.example/y) here",
    ],
    ["THE LIMIT IS 5 MB", "the limit is 5 MB", "THE LIMIT IS 5 MB"],
    ["Alpha beta gamma delta epsilon.", "Alpha beta ... epsilon", "Alpha beta gamma delta epsilon"],
    ["cafe\u0301 au lait", "café au lait", "cafe\u0301 au lait"],
    ["It ends here and goes on", "It ends here.", "It ends here"],
  ])("in %j is %j", (text, quote, expected) => {
    expect(found(text, quote)).toBe(expected);
  });

  it.each([
    ["It costs 15 dollars", "5 dollars"],
    ["It costs 5 dollars", "It costs 6 dollars"],
    ["We never refund", "We refund"],
    ["Refunds take 30 days", "Refunds take 30 days and are free"],
    ["some text", "..."],
  ])("is not found in %j as %j", (text, quote) => {
    expect(found(text, quote)).toBeNull();
  });

  it("is taken where it is nearest to the passage", () => {
    const text = "One two. One two. One two.";
    expect(findQuote(new SourceText(text), "One two", { start: 9, end: 17 })?.start).toBe(9);
  });

  it("spans the chunk border of a document", () => {
    const text = `${"x ".repeat(50)}The sum is due. It grows${" y".repeat(3000)}`;
    expect(found(text, "is due. It grows", { start: 0, end: 110 })).toBe("is due. It grows");
  });

  it("put together from two places is told apart from an invented one", () => {
    const source = new SourceText(
      "The north gate opens at nine. Many words stand between. The south gate closes at five.",
    );
    expect(isStitched([source], "The north gate opens at five and more")).toBe(false);
    expect(isStitched([source], "The north gate opens gate closes at five")).toBe(true);
    expect(isStitched([source], "Nobody ever wrote these words at all here")).toBe(false);
  });
});
