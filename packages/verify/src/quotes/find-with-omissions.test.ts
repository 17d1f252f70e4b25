import { describe, expect, it } from "vitest";
import { verifyAnswer } from "../answer/verify-answer.js";

const text =
  "Signing keys are always rotated by the platform team every 30 days. Guests may not open the vault at all.";
const cited = (claim: string, quote: string) =>
  verifyAnswer({ text: `${claim} [1: "${quote}"].`, sources: [{ text }] });

describe("a quote that leaves out words", () => {
  it("is repaired to the words of its source", () => {
    const { claims, citations } = cited(
      "Keys are rotated every 30 days",
      "keys are rotated by the platform team every 30 days",
    );
    expect(claims[0]?.problems).toEqual([]);
    expect(citations[0]?.quote).toBe("keys are always rotated by the platform team every 30 days");
  });

  it.each([
    ["a negation", "Guests may open the vault", "Guests may open the vault at all"],
    ["a number", "Keys rotate every few days", "rotated by the platform team every days"],
    ["too many words", "Keys are rotated", "Signing keys rotated by team every 30"],
    ["nothing, but has other words", "Keys are rotated", "Signing keys are always rotated by the security team"],
  ])("is not found if it leaves out %s", (_, claim, quote) => {
    expect(cited(claim, quote).claims[0]?.problems).toContain("quote-not-found");
  });
});
