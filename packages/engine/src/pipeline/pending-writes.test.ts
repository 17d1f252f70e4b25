import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { PendingWrites } from "./pending-writes.js";

/** A queue that settles nothing before it is flushed. */
function fakeQueue() {
  let waiting: (() => void)[] = [];
  const queue = {
    flushes: 0,
    add: () => new Promise<void>((resolve) => void waiting.push(resolve)),
    flush: () => {
      queue.flushes += 1;
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
  return queue;
}

describe("PendingWrites", () => {
  it("sends what waits once, when the last document has queued, and not before", async () => {
    const queue = fakeQueue();
    const pending = new PendingWrites(queue.flush);
    for (let document = 0; document < 50; document += 1) {
      await pending.enter(1);
      pending.start(1, async (onQueued) => {
        await nextTurn();
        const done = queue.add();
        onQueued();
        await done;
      });
    }
    await pending.drain();
    expect(queue.flushes).toBe(1);
  });

  it("continues when a document waits for room that another occupies, though that one queues only afterwards", async () => {
    const queue = fakeQueue();
    const pending = new PendingWrites(queue.flush, 10);
    await pending.enter(8);
    let letQueue = () => {};
    const mayQueue = new Promise<void>((resolve) => (letQueue = resolve));
    pending.start(8, async (onQueued) => {
      await mayQueue;
      const done = queue.add();
      onQueued();
      await done;
    });
    const second = pending.enter(8);
    await nextTurn();
    letQueue();
    await second;
    expect(queue.flushes).toBe(1);
    await pending.drain();
  });

  it("continues after a document that ends without queueing anything", async () => {
    const queue = fakeQueue();
    const pending = new PendingWrites(queue.flush);
    pending.start(0, async () => {});
    pending.start(0, async (onQueued) => {
      const done = queue.add();
      onQueued();
      await done;
    });
    await pending.drain();
    expect(queue.flushes).toBeGreaterThan(0);
  });
});
