import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { sep } from "node:path";

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

/** Determines the kind of an entry. */
type Kinds = Pick<
  Dirent,
  "isFile" | "isDirectory" | "isSymbolicLink" | "isFIFO" | "isSocket" | "isCharacterDevice" | "isBlockDevice"
>;

/**
 * Names of a folder ordered by code units, folders as if they ended in `/`. A name that is NFC already is preferred to
 * its twins.
 *
 * @param list - lists names as bytes; some runtimes, such as Bun, then leave the kinds out
 */
export async function readRawNames(absoluteFolder: string, list: ListFolder = listFolder): Promise<RawName[]> {
  const entries = await list(absoluteFolder);
  const names = await Promise.all(
    entries.map(async (entry) =>
      "name" in entry ? toName(entry.name, entry) : toName(entry, await askKind(absoluteFolder, entry)),
    ),
  );
  return orderedNames(names);
}

/** Names in order, those marked whose form an earlier one has. */
export function orderedNames(names: readonly RawName[]): RawName[] {
  const seen = new Set<string>();
  return [...names].sort(byPathThenForm).map((entry) => {
    const collides = seen.has(entry.name);
    seen.add(entry.name);
    return collides ? { ...entry, collides } : entry;
  });
}

type ListFolder = (absoluteFolder: string) => Promise<readonly (Dirent<Buffer> | Buffer)[]>;

const listFolder: ListFolder = (absoluteFolder) => readdir(absoluteFolder, { withFileTypes: true, encoding: "buffer" });

/** `null` for an entry that vanished or may not be inspected: opening it gives the reason. */
async function askKind(absoluteFolder: string, name: Buffer): Promise<Kinds | null> {
  return lstat(Buffer.concat([Buffer.from(absoluteFolder + sep), name])).catch(() => null);
}

function toName(bytes: Buffer, kinds: Kinds | null): RawName {
  const raw = bytes.toString("utf8");
  const isUtf8 = !raw.includes("\uFFFD") || Buffer.from(raw, "utf8").equals(bytes);
  return { raw, name: raw.normalize("NFC"), kind: kinds === null ? "unknown" : kindOf(kinds), isUtf8, collides: false };
}

function kindOf(entry: Kinds): EntryKind {
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
