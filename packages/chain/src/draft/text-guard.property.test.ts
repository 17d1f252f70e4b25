import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextGuard } from "./text-guard.js";

const text = fc
  .array(
    fc.constantFrom(
      "!",
      "[",
      "]",
      "(",
      "http://x",
      "<",
      "/",
      "img",
      "IM",
      "g",
      " ",
      "script",
      "div",
      ">",
      "5 < 6",
      "![",
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));

function guard(pieces: readonly string[]): string {
  const guard = new TextGuard();
  return pieces.map((piece) => guard.push(piece)).join("") + guard.finish();
}

describe("the guard of a model's text", () => {
  it("leaves nothing that loads by itself, for every split of the stream", () => {
    fc.assert(
      fc.property(text, fc.nat(40), (whole, cut) => {
        const safe = guard([whole]);
        expect(safe).not.toMatch(/!\[|<\/?(?:img|script)(?![a-z])/iu);
        expect(guard([whole.slice(0, cut), whole.slice(cut)])).toBe(safe);
        expect(guard(Array.from(whole))).toBe(safe);
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves other text alone", () => {
    expect(guard(["Wow! 5 < 6, <b>bold</b> and [1]!"])).toBe("Wow! 5 < 6, <b>bold</b> and [1]!");
  });
});
