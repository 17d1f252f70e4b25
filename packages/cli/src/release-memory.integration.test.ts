import { getHeapStatistics } from "node:v8";
import { expect, it, vi } from "vitest";
import { releaseMemoryAtRest } from "./release-memory.js";

const heap = (): number => getHeapStatistics().total_heap_size;

it("returns memory to the system at rest, and goes on", async () => {
  const stop = releaseMemoryAtRest();
  try {
    for (let time = 0; time < 2; time += 1) {
      let garbage: object[] | null = Array.from({ length: 1_500_000 }, (_, index) => ({
        index,
        text: `text ${index}`,
      }));
      const grown = heap();
      expect(garbage.at(-1)).toEqual({ index: 1_499_999, text: "text 1499999" });
      garbage = null;
      await vi.waitFor(() => expect(heap()).toBeLessThan(grown - 64 * 1024 * 1024), { timeout: 30_000, interval: 500 });
    }
  } finally {
    stop();
  }
});
