import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeIndexProvider } from "@ragstone/testkit";
import { localIndex } from "./local-index.js";

describeIndexProvider("the SQLite index", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ragstone-index-"));
  return {
    provider: localIndex({ dir: join(folder, ".ragstone") }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});
