import { readFile } from "node:fs/promises";
import type { IgnoreReason } from "@ragstone/core";
import { join } from "node:path";
import { writeAtomically } from "@ragstone/index/local";

/** A file that the last run read and did not index, so that it does not count as new until it changes. */
export interface SkippedFile {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  /** Why it is no document; absent for one that failed. */
  readonly ignored?: IgnoreReason;
}

const file = "skipped.json";

/** By path. Empty when there are none or the list cannot be read: the files are looked at again then. */
export async function readSkippedFiles(dir: string): Promise<ReadonlyMap<string, SkippedFile>> {
  try {
    const entries = JSON.parse(await readFile(join(dir, file), "utf8")) as readonly SkippedFile[];
    return new Map(entries.map((entry) => [entry.path, entry]));
  } catch {
    return new Map();
  }
}

export async function writeSkippedFiles(dir: string, files: readonly SkippedFile[]): Promise<void> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  await writeAtomically(join(dir, file), `${JSON.stringify(sorted)}\n`);
}
