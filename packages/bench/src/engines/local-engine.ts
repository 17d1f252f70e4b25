import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { localIndex } from "@ragstone/index/local";
import type { BenchEngine } from "./bench-engine.js";

export async function localEngine(): Promise<BenchEngine> {
  const root = await mkdtemp(join(tmpdir(), "ragstone-bench-local-"));
  const place = (index: string) => join(root, index);
  return {
    name: "local",
    place,
    provider: (index) => localIndex({ dir: place(index) }),
    async bytesOf(index) {
      let bytes = 0;
      for (const file of await readdir(place(index))) bytes += (await stat(join(place(index), file))).size;
      return bytes;
    },
    serverBytes: () => 0,
    sharesWork: false,
    stop: () => rm(root, { recursive: true, force: true }),
  };
}
