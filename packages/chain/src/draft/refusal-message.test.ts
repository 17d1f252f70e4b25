import { describe, expect, it } from "vitest";
import { refusalMessage } from "./refusal-message.js";

describe("the message of a refusal", () => {
  it("says what is missing everywhere, and what only the passages found lack", () => {
    expect(refusalMessage("no-evidence", ["zinc"], ["zinc", "tin"])).toBe(
      'The indexed documents do not answer this. Nothing here mentions "zinc".',
    );
    expect(refusalMessage("no-evidence", ["zinc", "price"], ["zinc"])).toBe(
      'The indexed documents do not answer this. The passages found do not mention "zinc" or "price".',
    );
  });

  it("names the first five terms", () => {
    expect(refusalMessage("uncertain", ["a", "b", "c", "d", "e", "f"], [])).toBe(
      "No passage answers this clearly enough to be quoted as the answer." +
        ' The passages found do not mention "a", "b", "c", "d" or "e".',
    );
  });

  it("names no terms where none is missing", () => {
    expect(refusalMessage("unsupported", [], ["zinc"])).toBe(
      "An answer was found, but the sources do not support all of it.",
    );
    expect(refusalMessage("no-evidence", [], [])).toBe("The indexed documents do not answer this.");
  });

  it("of a question about whole documents is about what was read, not about words", () => {
    expect(refusalMessage("needs-whole-document", ["zinc"], ["zinc"])).toBe(
      "This asks about all of a document or collection, and only passages of it were read: the answer could be wrong.",
    );
  });
});
