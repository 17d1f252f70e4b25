import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeDocumentIndex } from "@ragstone/testkit";
import { openIndex } from "./open-index.js";

describeDocumentIndex("the SQLite index", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ragstone-index-"));
  const dir = join(folder, ".ragstone");
  return {
    write: (create) => openIndex({ dir, mode: "write", create }),
    read: () => openIndex({ dir, mode: "read" }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});
