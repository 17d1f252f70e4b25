import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";

type EntryKind = "file" | "folder" | "link" | "special" | "unknown";

/** One name of a folder. */
export interface RawName {
  /** As stored, for opening; with U+FFFD where the bytes are not UTF-8. */
  readonly raw: string;
  /** In NFC, for identity. */
  readonly name: string;
  readonly kind: EntryKind;
  readonly isUtf8: boolean;
  /** Whether an earlier name of the folder has the same NFC form. */
  readonly collides: boolean;
}

/**
 * Names of a folder ordered by code units, folders as if they ended in `/`. A name that is NFC already is preferred to
 * its twins.
 */
export async function readRawNames(absoluteFolder: string): Promise<RawName[]> {
  const entries = await readdir(absoluteFolder, { withFileTypes: true, encoding: "buffer" });
  const names = entries.map(toName);
  names.sort(byPathThenForm);
  const seen = new Set<string>();
  return names.map((entry) => {
    const collides = seen.has(entry.name);
    seen.add(entry.name);
    return collides ? { ...entry, collides } : entry;
  });
}

function toName(entry: Dirent<Buffer>): RawName {
  const raw = entry.name.toString("utf8");
  const isUtf8 = !raw.includes("\uFFFD") || Buffer.from(raw, "utf8").equals(entry.name);
  return { raw, name: raw.normalize("NFC"), kind: kindOf(entry), isUtf8, collides: false };
}

function kindOf(entry: Dirent<Buffer>): EntryKind {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice()) return "special";
  return "unknown";
}

function byPathThenForm(a: RawName, b: RawName): number {
  const left = a.kind === "folder" ? `${a.name}/` : a.name;
  const right = b.kind === "folder" ? `${b.name}/` : b.name;
  if (left !== right) return left < right ? -1 : 1;
  const leftForm = a.raw === a.name ? 0 : 1;
  const rightForm = b.raw === b.name ? 0 : 1;
  return leftForm - rightForm || (a.raw < b.raw ? -1 : 1);
}
