import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { InterruptedError, type Block } from "@ragstone/core";
import { openIndex } from "@ragstone/index";
import { loaderVersionOf } from "@ragstone/loaders";
import { expect, onTestFinished, test } from "vitest";
import { openRagstone } from "../src/index.js";

const stored = new URL("../../index/test/fixtures/index-loaders-0.sqlite.gz", import.meta.url);

/** The files of the stored index. */
const files: Readonly<Record<string, string>> = {
  "key.txt": "The spare key is in the red box.\n",
  "pump.rst":
    "Pump\n====\n\n:Maker: Northwind\n\nimpeller\n   The wheel that moves the water.\n\nhousing\n   The case " +
    "around it.\n",
  "terms.html":
    "<!doctype html><title>Terms</title><h1>Terms</h1><dl><dt>Bleed<dd>Let the air out of a " +
    "pipe.<dt>Prime<dd>Fill the pump with water before it " +
    "starts.</dl><table><caption>Pressures</caption><tr><th>pump<th>bar<tr><td>north<td>4</table>",
  "valves.md":
    "# Valves\n\nClose the valves in this order:\n\n- the red one\n  - by hand\n- the blue one\n\nTable 1: " +
    "Limits\n\n| valve | bar |\n|-------|-----|\n| red   | 7   |\n",
};

/** The versions of the loaders that read other blocks today. */
const current = {
  "key.txt": loaderVersionOf("text/plain"),
  "pump.rst": loaderVersionOf("text/x-rst"),
  "terms.html": loaderVersionOf("text/html"),
  "valves.md": loaderVersionOf("text/markdown"),
};
const outdated = Object.keys(current);

/**
 * A folder with its index as an earlier version made it, whose loaders gave no list ids, terms and captions. The index
 * contains a put text too.
 */
function oldFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-loaders-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const dir = join(folder, ".ragstone");
  mkdirSync(dir);
  writeFileSync(join(dir, "index.sqlite"), gunzipSync(readFileSync(stored)));
  writeFileSync(join(dir, "settings.json"), '{"version":1,"folder":"..","embedder":"static-en-v1"}\n');
  return folder;
}

async function inIndex<T>(
  folder: string,
  use: (index: Awaited<ReturnType<typeof openIndex>>) => Promise<T>,
): Promise<T> {
  const index = await openIndex({ dir: join(folder, ".ragstone"), mode: "read" });
  try {
    return await use(index);
  } finally {
    await index.close();
  }
}

const versionsIn = (folder: string) =>
  inIndex(folder, async (index) =>
    Object.fromEntries((await index.documents()).map(({ path, loaderVersion }) => [path, loaderVersion])),
  );

const textsIn = (folder: string) =>
  inIndex(folder, async (index) =>
    Promise.all(
      (await index.documents()).map(async (record) => {
        const chunks = await index.chunks(record);
        return [record.path, (await index.text(record))!.text, chunks.map(({ id, text }) => [id, text])];
      }),
    ),
  );

const blocksIn = (folder: string, path: string): Promise<string[]> =>
  inIndex(folder, async (index) => {
    const { text, blocks } = (await index.text({ origin: "file", path }))!;
    const shown = ({ kind, listId, start, end }: Block) => `${kind}${listId ?? ""}: ${text.slice(start, end).trim()}`;
    return blocks.map(shown);
  });

test("a run reads documents of an older loader again in place, once, and embeds no text that is the same", async () => {
  const folder = oldFolder();
  const before = await textsIn(folder);
  const rag = await openRagstone({ folder });
  onTestFinished(() => rag.close());
  expect(await rag.plan()).toMatchObject({ documents: { indexed: 4, reread: 4 }, estimate: { texts: 0 } });
  expect(await rag.index()).toMatchObject({
    documents: { seen: 4, indexed: 4, reread: 4, unchanged: 0, removed: 0, failed: 0 },
    chunks: { added: 0, removed: 0 },
    embedded: { texts: 0 },
  });
  expect(await textsIn(folder)).toEqual(before);
  expect(await versionsIn(folder)).toEqual({ "notes/walrus.md": 0, ...current });
  expect(await blocksIn(folder, "valves.md")).toContain("list-item2: - by hand");
  expect(await blocksIn(folder, "terms.html")).toContain("definition-term: Prime");
  expect(await blocksIn(folder, "pump.rst")).toContain("definition-term: impeller");
  expect(await rag.index()).toMatchObject({ documents: { indexed: 0, reread: 0, unchanged: 4 } });
});

test("a run that was interrupted while it read documents again leaves the rest to the next", async () => {
  const folder = oldFolder();
  const rag = await openRagstone({ folder });
  onTestFinished(() => rag.close());
  const controller = new AbortController();
  const first: string[] = [];
  const stopping = rag.index({
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type !== "document-indexed") return;
      first.push(event.path);
      controller.abort();
    },
  });
  await expect(stopping).rejects.toBeInstanceOf(InterruptedError);
  expect(first.length).toBeLessThan(outdated.length);
  expect((await rag.search("bleed a pipe"))[0]).toMatchObject({ path: "terms.html" });
  const { documents } = await rag.index();
  expect(documents).toMatchObject({ reread: outdated.length - first.length, failed: 0, removed: 0 });
  expect(await versionsIn(folder)).toMatchObject(current);
});

test("answering reads nothing again, and an edit cuts what older rules cut, by the new loaders", async () => {
  const folder = oldFolder();
  const rag = await openRagstone({ folder });
  onTestFinished(() => rag.close());
  expect((await rag.status()).stale).toEqual([]);
  writeFileSync(join(folder, "valves.md"), "# Valves\n\n- the green one\n");
  const run = await rag.refresh();
  expect(run.report).toMatchObject({ documents: { indexed: 4, reread: 0, unchanged: 0 } });
  expect(await versionsIn(folder)).toMatchObject(current);
});

test("plan prices only the chunks whose text is another", async () => {
  const folder = oldFolder();
  writeFileSync(join(folder, "new.md"), "# New\n\n- one item\n");
  const rag = await openRagstone({ folder });
  onTestFinished(() => rag.close());
  expect(await rag.plan()).toMatchObject({ documents: { indexed: 5, reread: 4 }, estimate: { texts: 1 } });
});
