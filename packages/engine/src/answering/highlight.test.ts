import { describe, expect, it } from "vitest";
import { highlight } from "./highlight.js";

describe("the highlights of a passage", () => {
  const marked = (query: string, text: string, start = 0) => {
    const ranges = highlight(query, { text, start });
    return ranges.map((range) => text.slice(range.start - start, range.end - start));
  };

  it("are the query's words, in any form, of the sentence that has most of them", () => {
    const text = "Keys open the doors of the house.\n\nEach key is rotated every month. Months pass.";
    expect(marked("How often are keys rotated?", text)).toEqual(["key", "rotated"]);
  });

  it("are ranges in the document", () => {
    expect(highlight("keys", { text: "Rotate keys.", start: 100 })).toEqual([{ start: 107, end: 111 }]);
  });

  it("prefer longer words to more of the short ones", () => {
    expect(marked("mix the ph of phosphorescence", "The mix has a pH. Phosphorescence fades.")).toEqual([
      "Phosphorescence",
    ]);
  });

  it("follow prefixes", () => {
    expect(marked("vacu*", "Run VACUUM often.")).toEqual(["VACUUM"]);
  });

  it("are the query's small words where it has no others, and none where nothing matches", () => {
    expect(marked("to be", "That is not to be.")).toEqual(["to", "be"]);
    expect(marked("keys", "Nothing here.")).toEqual([]);
    expect(marked("?!", "Nothing here.")).toEqual([]);
  });
});
