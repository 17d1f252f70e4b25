import { describe, expect, it } from "vitest";
import { finishSteps, runSteps, type Steps } from "./steps.js";

function* endless(): Steps<never> {
  for (;;) yield;
}

function* sum(count: number): Steps<number> {
  let total = 0;
  for (let number = 1; number <= count; number += 1) {
    total += number;
    yield;
  }
  return total;
}

describe("steps of a long computation", () => {
  it("give the same result with and without pauses", async () => {
    expect(await runSteps(sum(1000))).toBe(500_500);
    expect(finishSteps(sum(1000))).toBe(500_500);
  });

  it("end with the signal's reason when other code aborts during a pause", async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(runSteps(endless(), controller.signal)).rejects.toThrow("enough");
  });

  it("do not begin when aborted before", async () => {
    await expect(runSteps(endless(), AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
  });
});
