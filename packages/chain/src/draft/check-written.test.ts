import type { RagstoneError } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { checkWritten } from "./check-written.js";
import type { WrittenAnswer } from "./write-answer.js";

const model = { kind: "model", name: "databricks:some-model" } as const;

function failureOf(written: Partial<WrittenAnswer>, generator: Parameters<typeof checkWritten>[1] = model) {
  try {
    const whole = { reasoning: "", noEvidence: null, confidence: null, end: { reason: "stop" }, raw: "" } as const;
    checkWritten({ ...whole, ...written }, generator);
    return null;
  } catch (error) {
    return error as RagstoneError;
  }
}

describe("an answer without text", () => {
  it.each([
    ["that ended well", { end: { reason: "stop" } }, /without text \(finish reason: stop\)/],
    ["of blanks", { raw: " \n\t", end: { reason: "stop" } }, /without text/],
    [
      "whose tokens went into reasoning",
      { reasoning: "Hm.", end: { reason: "length" } },
      /spent all its tokens on reasoning/,
    ],
    ["that was cut before it began", { end: { reason: "length" } }, /spent all its tokens and wrote no answer/],
    ["that was filtered", { end: { reason: "content-filter" } }, /content filter withheld all of it/],
    [
      "that ended in an unknown way",
      { end: { reason: "unknown", serviceReason: "error" } },
      /\(finish reason: error\)/,
    ],
  ] as const)("%s is an error", (_, written, message) => {
    const error = failureOf(written);
    expect([error?.code, error?.name]).toEqual(["empty", "RemoteError"]);
    expect(error?.message).toMatch(message);
    expect(error?.message).toContain(model.name);
  });

  it("of an extractive generator is its own finding", () => {
    expect(failureOf({}, { kind: "extractive", name: "extractive" })).toBeNull();
  });
});

describe("an answer with text", () => {
  it.each(["stop", "length", "content-filter"] as const)("that ends with %s is accepted", (reason) => {
    expect(failureOf({ raw: "Keys rotate.", end: { reason } })).toBeNull();
  });

  it.each([
    [{ reason: "unknown", serviceReason: "model_error" }, '"model_error"'],
    [{ reason: "weird" }, '"weird"'],
  ])("that ends with %j is broken off", (end, word) => {
    const error = failureOf({ raw: "Keys rotate.", end: end as WrittenAnswer["end"] });
    expect(error?.code).toBe("stream-cut");
    expect(error?.message).toContain(word);
    expect(error?.data["partialText"]).toBe("Keys rotate.");
  });
});
