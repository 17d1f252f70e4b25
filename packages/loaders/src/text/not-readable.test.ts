import { describe, expect, it } from "vitest";
import { notReadable } from "./not-readable.js";

describe("notReadable", () => {
  it("gives the parser's message on one line, with advice", () => {
    expect(notReadable("a.docx", "Word document", new Error("no end\n\t@line 3 "))).toMatchObject({
      reason: "malformed",
      detail: "not a readable Word document (no end @line 3)",
      hint: expect.stringContaining("save it again"),
    });
  });

  it.each([
    new TypeError("Cannot read properties of undefined (reading 'L')"),
    new RangeError("Invalid array length"),
    7,
  ])("keeps a stumble of the parser to itself: %s", (cause) => {
    const { detail, cause: kept } = notReadable("a.xls", "workbook", cause);
    expect(detail).toBe("not a readable workbook (its structure is damaged)");
    expect(kept).toBe(cause);
  });
});
