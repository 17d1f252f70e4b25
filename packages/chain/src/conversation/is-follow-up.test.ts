import { describe, expect, it } from "vitest";
import { heldOut, known } from "../../test/follow-ups.js";
import { isFollowUp } from "./is-follow-up.js";

/** Least precision and recall; see the measured figures in docs/decisions. */
const least = 0.95;

describe.each([
  ["known", known],
  ["held out", heldOut],
])("follow-ups among %s questions", (_, { followUps, fresh }) => {
  it("are found, and few others are treated as such", () => {
    const found = followUps.filter(isFollowUp).length;
    const wrong = fresh.filter(isFollowUp).length;
    expect(found / followUps.length).toBeGreaterThanOrEqual(least);
    expect(found / (found + wrong)).toBeGreaterThanOrEqual(least);
  });
});

describe("a question", () => {
  it.each([
    ["empty", "", true],
    ["one word of many letters", "a".repeat(50_000), true],
    ["long", `Does it ${"x ".repeat(20_000)}`, true],
    ["in Japanese", "署名鍵はどこにありますか", false],
    ["a number", "42?", true],
  ])("that is %s is recognized like any other", (_, question, expected) => {
    expect(isFollowUp(question)).toBe(expected);
  });
});
