import { describe, expect, it } from "vitest";
import { countNonSpace } from "./count-non-space.js";

describe("countNonSpace", () => {
  it("agrees with the white space of regular expressions for every UTF-16 unit", () => {
    const units = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code));
    expect(units.filter((unit) => countNonSpace(`a${unit}b`) !== `a${unit}b`.replace(/\s/g, "").length)).toEqual([]);
    expect(countNonSpace(" a b\n\u00a0c ")).toBe(3);
  });
});
