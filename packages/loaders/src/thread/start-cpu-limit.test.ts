import { describe, expect, it } from "vitest";
import { startCpuLimit } from "./start-cpu-limit.js";

describe("startCpuLimit", () => {
  it("is exceeded by computing", () => {
    const isOver = startCpuLimit(20);
    let turns = 0;
    while (!isOver()) turns += 1;
    expect(turns).toBeGreaterThan(0);
  });

  // Elsewhere other threads of the process count.
  it.runIf(process.platform === "linux")("is not exceeded by waiting", { retry: 0 }, async () => {
    const isOver = startCpuLimit(50);
    await new Promise((resolve) => {
      setTimeout(resolve, 60);
    });
    expect(isOver()).toBe(false);
  });
});
