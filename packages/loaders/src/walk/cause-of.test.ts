import { describe, expect, it } from "vitest";
import { causeOf } from "./cause-of.js";

describe("causeOf", () => {
  it.each([
    ["EACCES", Object.assign(new Error("denied"), { code: "EACCES" })],
    ["TypeError: entry.isFile is not a function", new TypeError("entry.isFile is not a function")],
    ["a string", "a string"],
  ])("says %j", (cause, error) => {
    expect(causeOf(error)).toBe(cause);
  });
});
