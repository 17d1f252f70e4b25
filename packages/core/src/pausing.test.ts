import { expect, it } from "vitest";
import { pausing } from "./pausing.js";

it("lets other code abort an endless loop that only awaits available values", async () => {
  const controller = new AbortController();
  setImmediate(() => controller.abort(new Error("enough")));
  const loop = async (): Promise<never> => {
    const pause = pausing(controller.signal);
    for (;;) {
      await pause();
      await Promise.resolve();
    }
  };
  await expect(loop()).rejects.toThrow("enough");
});

it("does not pause where the event loop turned a moment ago", () => {
  expect(pausing()()).toBeUndefined();
});
