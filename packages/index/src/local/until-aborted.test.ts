import { expect, it } from "vitest";
import { untilAborted } from "./until-aborted.js";

it("rejects with the signal's reason while the work continues", async () => {
  const controller = new AbortController();
  setImmediate(() => controller.abort(new Error("enough")));
  await expect(untilAborted(new Promise(() => {}), controller.signal)).rejects.toThrow("enough");
});

it("passes on the result or error of the work", async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(Promise.resolve(7), signal)).toBe(7);
  expect(await untilAborted(Promise.resolve(7), undefined)).toBe(7);
  await expect(untilAborted(Promise.reject(new Error("failed")), signal)).rejects.toThrow("failed");
});
