import { staticEmbedder } from "@ragstone/embedders";
import { expect, onTestFinished, test } from "vitest";
import type { Ragstone } from "../src/index.js";
import { isLocal, openRagstone } from "./open.js";
import { folderOf } from "./folder.js";

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

test("calls that read a large document end when they are aborted, and the index is whole", async () => {
  const rag = await open({ "rows.csv": `id,pump,valve\n${rows}` });
  await rag.index();
  const embedder = staticEmbedder();
  const other = { ...embedder, fingerprint: { ...embedder.fingerprint, model: "other-v1" } };
  const calls: ((signal: AbortSignal) => Promise<unknown>)[] = [
    (signal) => rag.ask("What is the average id?", { signal }),
  ];
  // An engine without upkeep has nothing to check or migrate that takes long.
  if (isLocal) {
    calls.push(
      (signal) => rag.doctor({ signal }),
      (signal) => rag.doctor({ repair: true, signal }),
      (signal) => rag.migrate({ embedder: other, signal }),
    );
  }
  for (const call of calls) await expect(abortSoon(call)).rejects.toThrow("enough");
  expect(await rag.search("valve 700", { k: 1 })).toHaveLength(1);
  expect((await rag.doctor()).checks.filter(({ ok }) => !ok)).toEqual([]);
}, 120_000);

test("every call that takes a signal rejects with its reason when it is aborted before", async () => {
  const rag = await open({ "a.md": "A valve." });
  await rag.index();
  const answer = await rag.ask("What is a valve?");
  const options = { signal: AbortSignal.abort(new Error("enough")) };
  const calls = {
    ask: rag.ask("valve", options),
    search: rag.search("valve", options),
    status: rag.status(options),
    doctor: rag.doctor(options),
    show: rag.show("a.md:0-4", options),
    showChunks: rag.showChunks("a.md", options),
    showText: rag.showText("a.md", options),
    verify: rag.verify(answer, options),
    renderHtml: rag.renderHtml(answer, options),
    remove: rag.remove("a.md", options),
  };
  const outcomes = await Promise.allSettled(Object.values(calls));
  expect(outcomes).toEqual(outcomes.map(() => ({ status: "rejected", reason: options.signal.reason })));
  expect((await rag.showText("a.md")).text).toBe("A valve.");
});
