import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { IndexProvider } from "@ragstone/core";
import { postgresIndex } from "@ragstone/postgres";
import { memoryIndex, postgresServer } from "@ragstone/testkit";
import { afterAll } from "vitest";
import { openRagstone as openLocal, type OpenOptions, type Ragstone } from "../src/index.js";

/**
 * `openRagstone` over the engine that the test project names in `RAGSTONE_TEST_INDEX`: tests that open with it run over
 * every engine. Tests of an index's own files open with the library's.
 */
export const openRagstone = await openOver(process.env["RAGSTONE_TEST_INDEX"]);

/** Whether that is the index in memory. */
export const isInMemory = process.env["RAGSTONE_TEST_INDEX"] === "memory";

/** Whether that is the local index: only it can migrate in place. */
export const isLocal = openRagstone === openLocal;

/** Without a server, tests over PostgreSQL run over the local index. */
async function openOver(engine: string | undefined): Promise<typeof openLocal> {
  if (engine === "memory") return openWith(memoryIndex);
  const server = engine === "postgres" ? await postgresServer() : null;
  if (server === null) return openLocal;
  afterAll(() => server.stop());
  return openWith(() => postgresIndex({ url: `${server.url}?collection=${randomUUID()}` }));
}

/** One index for each folder, as if it were in `<folder>/.ragstone`. */
function openWith(make: () => IndexProvider): typeof openLocal {
  const indexes = new Map<string, IndexProvider>();
  return async (options: OpenOptions): Promise<Ragstone> => {
    const folder: unknown = options?.folder;
    if (typeof folder !== "string" || folder === "" || options.index !== undefined) return openLocal(options);
    const place = existsSync(folder) ? realpathSync(folder) : folder;
    const index = indexes.get(place) ?? make();
    indexes.set(place, index);
    return openLocal({ dataDir: dataDir(), ...options, index });
  };
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
