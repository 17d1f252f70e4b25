import { describe, expect, it } from "vitest";
import type { Answer } from "@ragstone/core";
import { verifyAnswer } from "./answer/verify-answer.js";
import { toBeGrounded } from "./vitest.js";

expect.extend({ toBeGrounded });
const sources = [{ text: "Keys rotate every 30 days." }];

describe("the matcher toBeGrounded", () => {
  it("passes what is quoted or checked", () => {
    expect({ text: 'Keys rotate every 30 days [1: "every 30 days"].', sources }).toBeGrounded();
    expect({ text: 'Each key rotates every 30 days [1: "every 30 days"].', sources }).toBeGrounded();
  });

  it("passes answers that were saved with the earlier word for it", () => {
    const saved = verifyAnswer({ text: 'Keys rotate every 30 days [1: "every 30 days"].', sources });
    const claims = JSON.parse(
      JSON.stringify(saved.claims).replaceAll('"quoted"', '"supported"'),
    ) as typeof saved.claims;
    expect(claims[0]?.verdict).toBe("supported");
    expect({ claims }).toBeGrounded();
  });

  it("fails what is not, and says why", () => {
    expect({ text: 'Keys rotate every 60 days [1: "every 30 days"].', sources }).not.toBeGrounded();
    expect(() => expect({ text: "Keys rotate.", sources }).toBeGrounded()).toThrow(
      "unverified (no-citation): Keys rotate.",
    );
    expect(() => expect({ text: "Hello!", sources }).toBeGrounded()).toThrow("no claim");
  });

  it("takes the result of verifyAnswer, and an answer of the library", () => {
    const grounded = verifyAnswer({ text: 'Keys rotate every 30 days [1: "every 30 days"].', sources });
    expect(grounded).toBeGrounded();
    const answer: Answer = {
      question: "How often do keys rotate?",
      status: "answered",
      model: "extractive",
      confidence: null,
      refusal: null,
      sources: [],
      reasoning: null,
      notes: [],
      usage: { inputTokens: 0, outputTokens: 0, costUsd: null },
      elapsedMs: 1,
      ...grounded,
    };
    expect(answer).toBeGrounded();
    expect({ ...answer, claims: [] }).not.toBeGrounded();
    expect(verifyAnswer({ text: "Keys rotate every 60 days [1].", sources })).not.toBeGrounded();
  });
});
