import { describe, expect, it } from "vitest";
import { evalConflicts } from "./eval-conflicts.js";

describe("conflicting figures in two files", () => {
  it("are detected in nine of ten cases, and equal ones are reported as a conflict in at most three of a hundred", async () => {
    const outcomes = await evalConflicts();
    const share = (measure: string) => {
      const list = outcomes.filter((outcome) => outcome.measure.startsWith(measure));
      return list.filter((outcome) => outcome.right).length / list.length;
    };
    expect(share("conflicting")).toBeGreaterThanOrEqual(0.9);
    expect(Math.min(share("equal"), share("agreeing"))).toBeGreaterThanOrEqual(0.97);
    expect(share("conflicting files (planted)")).toBe(1);
    expect(share("agreeing files (planted)")).toBe(1);
  });
});
