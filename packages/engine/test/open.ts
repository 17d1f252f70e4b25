import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexProvider } from "@ragstone/core";
import { memoryIndex } from "@ragstone/testkit";
import { openRagstone as openLocal, type OpenOptions, type Ragstone } from "../src/index.js";

/**
 * `openRagstone` over the engine that the test project names in `RAGSTONE_TEST_INDEX`: tests that open with it run over
 * every engine. Tests of an index's own files open with the library's.
 */
export const openRagstone = process.env["RAGSTONE_TEST_INDEX"] === "memory" ? openInMemory : openLocal;

/** Whether that is the local index: only it can migrate in place. */
export const isLocal = openRagstone === openLocal;

const indexes = new Map<string, IndexProvider>();

/** One index for each folder, as if it were in `<folder>/.ragstone`. */
async function openInMemory(options: OpenOptions): Promise<Ragstone> {
  const folder: unknown = options?.folder;
  if (typeof folder !== "string" || folder === "" || options.index !== undefined) return openLocal(options);
  const place = existsSync(folder) ? realpathSync(folder) : folder;
  const index = indexes.get(place) ?? memoryIndex();
  indexes.set(place, index);
  return openLocal({ dataDir: dataDir(), ...options, index });
}

let made: string | null = null;

function dataDir(): string {
  if (made === null) {
    const dir = mkdtempSync(join(tmpdir(), "ragstone-data-"));
    process.once("exit", () => rmSync(dir, { recursive: true, force: true }));
    made = dir;
  }
  return made;
}
