import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pieces } from "./pieces.js";

describe("pieces", () => {
  it("joined are the text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(pieces(text).join("")).toBe(text);
      }),
    );
  });
});
