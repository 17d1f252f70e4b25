import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChunker } from "@ragstone/chunker";
import { staticEmbedder } from "@ragstone/embedders";
import { openIndex } from "@ragstone/index";
import { expect, onTestFinished, test } from "vitest";
import { FileDigests } from "../location/file-digests.js";
import { openRagstone } from "../library/open-ragstone.js";
import { indexFolder } from "./index-folder.js";

test("a run reads documents of an older loader again in place, once, and leaves put texts alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-versions-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "one.md"), "The word is cobalt.\n");
  writeFileSync(join(folder, "two.txt"), "The word is copper.\n");
  const rag = await openRagstone({ folder });
  await rag.index();
  await rag.put({ path: "put.md", text: "The word is silver." });
  await rag.close();

  const dir = join(folder, ".ragstone");
  const embedder = staticEmbedder();
  const chunker = createChunker({ tokenizer: embedder.tokenizer, windowTokens: embedder.windowTokens });
  const index = await openIndex({ dir, mode: "write" });
  onTestFinished(() => index.close());
  const run = async () =>
    indexFolder({
      index,
      folder,
      indexName: ".ragstone",
      embedder,
      chunker,
      walk: { skip: [dir] },
      digests: await FileDigests.read(dir),
      loaderVersionOf: async (mediaType) => (mediaType === "text/markdown" ? 2 : 0),
    });
  const { report } = await run();
  expect(report).toMatchObject({ documents: { indexed: 1, unchanged: 1, removed: 0 }, embedded: { texts: 0 } });
  expect((await index.documents()).map(({ path, loaderVersion }) => [path, loaderVersion])).toEqual([
    ["one.md", 2],
    ["put.md", 0],
    ["two.txt", 0],
  ]);
  expect((await run()).report.documents).toMatchObject({ indexed: 0, unchanged: 2 });
});
