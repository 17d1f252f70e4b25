import { existsSync } from "node:fs";
import { join } from "node:path";
import { documentName, isRagstoneError, pausing, type IndexCheck } from "@ragstone/core";
import { recallWanted } from "../hnsw/choose-ef.js";
import { fileHash, readFacts } from "../hnsw/graph-file.js";
import { indexFiles } from "../store/files.js";
import { Meta } from "../store/meta.js";
import { openDatabase } from "../store/open-database.js";
import { findFaults, type Faults } from "./find-faults.js";

const repair = { fix: "Repair the index.", remedy: "repair" } as const;
const nothing = { fix: null, remedy: null } as const;

/**
 * Looks at everything in an index: SQLite's own integrity, every text against its hash, orphan rows, vectors that are
 * missing or changed, and the text search against the texts. Reads the whole index and changes nothing.
 *
 * @throws the signal's reason when aborted, and nothing else
 */
export async function checkIndex(
  dir: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly IndexCheck[]> {
  signal?.throwIfAborted();
  const files = indexFiles(dir);
  let opened;
  try {
    opened = openDatabase(files, "read");
  } catch (error) {
    return [
      {
        name: "file",
        ok: false,
        detail: message(error),
        ...(isRagstoneError(error) ? { fix: error.hint, remedy: null } : repair),
      },
    ];
  }
  const { database, dispose } = opened;
  const pause = pausing(signal);
  try {
    const opening: IndexCheck = { name: "file", ok: true, detail: "The file opens.", ...nothing };
    const integrity = database
      .all<{ integrity_check: string }>("PRAGMA integrity_check(5)")
      .map((row) => row.integrity_check)
      .filter((line) => line !== "ok");
    await pause();
    const whole = check("database", integrity, "SQLite finds the file whole.");
    if (integrity.length > 0) return [opening, whole];
    return [
      opening,
      whole,
      ...report(await database.readSteps(findFaults(database), signal)),
      await checkGraph(dir, new Meta(database).identity),
    ];
  } catch (error) {
    signal?.throwIfAborted();
    return [{ name: "database", ok: false, detail: message(error), ...repair }];
  } finally {
    try {
      database.close();
    } finally {
      dispose();
    }
  }
}

/** A graph is a cache: one that does not fit is not used, so it is worth a word and no repair. */
async function checkGraph(dir: string, identity: string): Promise<IndexCheck> {
  const facts = readFacts(dir);
  if (facts === null || facts.identity !== identity)
    return { name: "graph", ok: true, detail: "There is no graph of the vectors; search is exact.", ...nothing };
  const path = join(dir, facts.file);
  const rebuild = { fix: "Index again: the graph is built when a run ends.", remedy: "index" } as const;
  if (!existsSync(path) || (await fileHash(path)) !== facts.sha256)
    return {
      name: "graph",
      ok: false,
      detail: `${facts.file} differs from the written file; search is exact.`,
      ...rebuild,
    };
  const detail = `Recall at 10 was measured as ${facts.recall} over ${facts.elements} vectors.`;
  return facts.recall >= recallWanted
    ? { name: "graph", ok: true, detail, ...nothing }
    : { name: "graph", ok: false, detail, ...rebuild };
}

function report(faults: Faults): IndexCheck[] {
  return [
    check(
      "documents",
      faults.documents.map(({ detail, ...key }) => `${documentName(key)}: ${detail}`),
      "Every document has its whole text.",
    ),
    check("orphans", faults.orphans, "No row is without its document."),
    check(
      "vectors",
      faults.lostSlots.size === 0 ? [] : [`${faults.lostSlots.size} vectors that chunks use are not stored`],
      "Every vector that is used is stored.",
    ),
    check(
      "codes",
      faults.codes.map((segment) => `vector segment ${segment} has changed since it was written`),
      "The vectors are as they were written.",
    ),
    check("text-search", faults.terms, "The text search agrees with the texts."),
  ];
}

function check(name: string, faults: readonly string[], well: string): IndexCheck {
  if (faults.length === 0) return { name, ok: true, detail: well, ...nothing };
  const more = faults.length > 3 ? ` and ${faults.length - 3} more` : "";
  return { name, ok: false, detail: `${faults.slice(0, 3).join("; ")}${more}.`, ...repair };
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
