import { describe, expect, it } from "vitest";
import { nextProgress, secondsLeft } from "./index-progress.js";

describe("index progress", () => {
  it("counts the documents that are done, of the files found", () => {
    const events = [
      { type: "walk-ended", files: 3 },
      { type: "document-loaded" },
      { type: "document-indexed" },
      { type: "document-unchanged" },
    ] as const;
    expect(events.reduce(nextProgress, { done: 0, total: 0 })).toEqual({ done: 2, total: 3 });
  });

  it("estimates what is left by the speed so far", () => {
    expect(secondsLeft({ done: 1, total: 3 }, 2000)).toBe(4);
    expect(secondsLeft({ done: 0, total: 3 }, 2000)).toBeNull();
  });
});
