import { expect, onTestFinished, test } from "vitest";
import { openRagstone, type Ragstone } from "../src/index.js";
import { folderOf } from "./_folder.js";

/** One document of 6 MB: each stage takes far longer than a turn of the event loop. */
const rows = Array.from({ length: 150_000 }, (_, row) => `${row},pump number ${row % 97},valve ${row * 7}`).join("\n");

async function open(files: Readonly<Record<string, string>>): Promise<Ragstone> {
  const rag = await openRagstone({ folder: await folderOf(files) });
  onTestFinished(() => rag.close());
  return rag;
}

/** Calls with a signal that a timer fires; the timer has its turn only where the call lets it. */
async function abortSoon<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error("enough"));
  const pending = call(controller.signal);
  setTimeout(abort, 50);
  return pending;
}

test.each([
  ["index", (rag: Ragstone, signal: AbortSignal) => rag.index({ signal })],
  ["plan", (rag: Ragstone, signal: AbortSignal) => rag.plan({ signal })],
] as const)("%s of one large document ends when it is aborted, and changes nothing", async (_, call) => {
  const rag = await open({ "rows.csv": rows });
  await expect(abortSoon((signal) => call(rag, signal))).rejects.toMatchObject({ code: "interrupted" });
  expect((await rag.plan()).documents).toMatchObject({ seen: 1, indexed: 1, unchanged: 0 });
});

test("put of one large document ends when it is aborted, and changes nothing", async () => {
  const rag = await open({ "a.md": "A valve." });
  await rag.index();
  await expect(abortSoon((signal) => rag.put({ path: "rows.csv", text: rows }, { signal }))).rejects.toThrow("enough");
  expect((await rag.status()).documents).toBe(1);
});
