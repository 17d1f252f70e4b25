import { symlinkSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Embedder } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { expect, onTestFinished, test } from "vitest";
import type { OpenOptions, Ragstone } from "../src/index.js";
import { isLocal, openRagstone } from "./open.js";
import { asVectorStore } from "../src/langchain.js";
import { folderOf, guide } from "./folder.js";

async function opened(options: OpenOptions = {}): Promise<Ragstone> {
  const rag = await openRagstone({ folder: await folderOf({ "keys.md": guide }), ...options });
  onTestFinished(() => rag.close());
  return rag;
}

/** The built-in model under another name, so that an index can be migrated to it. */
function renamed(model: string): Embedder {
  const embedder = staticEmbedder();
  return { ...embedder, fingerprint: { ...embedder.fingerprint, model } };
}

const ticket = (number: number, text = `Ticket number ${number} is about otters.`) => ({
  path: `tickets/${number}.txt`,
  text,
});

test("ten puts at once succeed, and the index has the last one of a path", async () => {
  const rag = await opened();
  await Promise.all(Array.from({ length: 10 }, (_, number) => rag.put(ticket(number % 5, `Version ${number}.`))));
  const texts = await Promise.all([0, 1, 2, 3, 4].map((number) => rag.showText(`put:tickets/${number}.txt`)));
  expect(texts.map(({ text }) => text)).toEqual(["Version 5.", "Version 6.", "Version 7.", "Version 8.", "Version 9."]);
});

test.runIf(isLocal)("runs, puts, removals and a migration at once succeed in the order of the calls", async () => {
  const rag = await opened();
  const order: string[] = [];
  const note = <T>(name: string, write: Promise<T>): Promise<T> => write.finally(() => order.push(name));
  const [first, , removed, migration, , again, absent] = await Promise.all([
    note("index", rag.index()),
    note("put", rag.put(ticket(1))),
    note("remove", rag.remove("tickets/1.txt")),
    note("migrate", rag.migrate({ embedder: renamed("other-v1") })),
    note("put again", rag.put(ticket(2))),
    note("index again", rag.index()),
    note("remove again", rag.remove("tickets/1.txt")),
  ]);
  expect(order).toEqual(["index", "put", "remove", "migrate", "put again", "index again", "remove again"]);
  expect(first.documents.indexed).toBe(1);
  expect([removed, absent]).toEqual([true, false]);
  expect(migration).toMatchObject({ to: "other-v1", documents: 1 });
  expect(again.documents.unchanged).toBe(1);
  expect(await rag.status()).toMatchObject({ documents: 2, embedder: "other-v1" });
  expect((await rag.ask("How often are signing keys rotated?")).status).toBe("answered");
});

test("instances on one index share the queue, whatever path they name it by", async () => {
  const folder = await folderOf({ "keys.md": guide });
  const link = `${folder}-link`;
  symlinkSync(folder, link);
  onTestFinished(() => rm(link, { force: true }));
  const instances = await Promise.all([folder, folder, link, link].map((path) => opened({ folder: path })));
  await Promise.all(instances.flatMap((rag, at) => [rag.put(ticket(at)), rag.index()]));
  expect((await instances[0]!.status()).documents).toBe(5);
});

test("a write that fails fails alone", async () => {
  const rag = await opened();
  const outcomes = await Promise.allSettled([
    rag.put(ticket(1)),
    rag.put({ path: "broken.pdf", bytes: new TextEncoder().encode("%PDF-1.7 not one") }),
    rag.put({ path: "neither.md" }),
    rag.put(ticket(2)),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  expect((await rag.status()).documents).toBe(2);
});

test("a run that is aborted while it waits never starts, and nothing after it is delayed", async () => {
  const rag = await opened();
  const controller = new AbortController();
  const before = rag.put(ticket(1));
  const waiting = rag.index({ signal: controller.signal });
  const after = rag.put(ticket(2));
  controller.abort(new Error("not needed any more"));
  await expect(waiting).rejects.toThrow("not needed any more");
  await Promise.all([before, after]);
  expect((await rag.status()).documents).toBe(2);
});

test("closing waits for the writes that were called, and refuses later ones", async () => {
  const folder = await folderOf({ "keys.md": guide });
  const rag = await openRagstone({ folder });
  const writes = [rag.index(), rag.put(ticket(1))];
  await rag.close();
  await Promise.all(writes);
  await expect(rag.put(ticket(2))).rejects.toMatchObject({ code: "index-closed" });
  expect((await (await opened({ folder })).status()).documents).toBe(2);
});

test("a vector store adds and deletes in parallel, next to runs of the folder", async () => {
  const rag = await opened();
  await rag.index();
  const store = await asVectorStore(rag);
  const add = (number: number) =>
    store.addDocuments([{ pageContent: `The heron number ${number} fishes.`, metadata: { number }, id: `${number}` }]);
  await writeFile(join(rag.folder, "more.md"), "# More\n\nA gnu grazes.\n");
  await Promise.all([
    ...Array.from({ length: 6 }, (_, number) => add(number)),
    store.delete({ ids: ["0"] }),
    rag.index(),
    ...Array.from({ length: 6 }, (_, number) => add(number + 6)),
    store.delete({ ids: ["7", "11"] }),
  ]);
  expect((await rag.status()).documents).toBe(2 + 9);
  expect(await store.similaritySearch("heron number 5 fishes", 1)).toMatchObject([{ id: "5" }]);
});
