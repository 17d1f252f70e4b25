import type { IndexWriter } from "@ragstone/core";
import { expect, it } from "vitest";
import { finishRun } from "./finish-run.js";

const failing = { finish: () => Promise.reject(new Error("disk full")) } as unknown as IndexWriter;

it("passes a failure of the upkeep on, except after an abort", async () => {
  await expect(finishRun(failing, undefined)).rejects.toThrow("disk full");
  await expect(finishRun(failing, new AbortController().signal)).rejects.toThrow("disk full");
  await expect(finishRun(failing, AbortSignal.abort())).resolves.toBeUndefined();
});

it("passes the chunker and the signal on", async () => {
  const calls: unknown[] = [];
  const index = { finish: (options: unknown) => Promise.resolve(calls.push(options)) } as unknown as IndexWriter;
  const { signal } = new AbortController();
  await finishRun(index, signal, { chunker: "c" });
  expect(calls).toEqual([{ chunker: "c", signal }]);
});
