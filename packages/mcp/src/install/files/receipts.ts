import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Places } from "../agents/places.js";
import { readConfigFile, targetOf } from "./read-config-file.js";
import { replaceFile } from "./replace-file.js";

/** How a file was changed, so that its bytes can be restored. */
export interface Receipt {
  readonly path: string;
  /** Digest of the changed text. */
  readonly sha256: string;
  /** At `start` of the original text, `removed` became `inserted`; `null` if there was no file. */
  readonly splice: { readonly start: number; readonly removed: string; readonly inserted: string } | null;
  /** Folders that were made for the file, innermost first. */
  readonly folders: readonly string[];
}

export async function makeReceipt(path: string, original: string | null, changed: string): Promise<Receipt> {
  const splice = original === null ? null : spliceOf(original, changed);
  return { path: resolve(path), sha256: digestOf(changed), splice, folders: await missingFolders(path) };
}

async function missingFolders(path: string): Promise<string[]> {
  const folders: string[] = [];
  let folder = dirname(await targetOf(path));
  while (!existsSync(folder)) {
    folders.push(folder);
    folder = dirname(folder);
  }
  return folders;
}

function spliceOf(original: string, changed: string): NonNullable<Receipt["splice"]> {
  const shorter = Math.min(original.length, changed.length);
  let start = 0;
  while (start < shorter && original[start] === changed[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && original.at(-1 - tail) === changed.at(-1 - tail)) tail += 1;
  return {
    start,
    removed: original.slice(start, original.length - tail),
    inserted: changed.slice(start, changed.length - tail),
  };
}

/**
 * The original text, `null` for no file, or `undefined` if it cannot be told from a text that was changed since. The
 * result for a changed text is a guess to check.
 */
export function originalOf({ sha256, splice }: Receipt, text: string): string | null | undefined {
  if (sha256 === digestOf(text))
    return splice === null
      ? null
      : text.slice(0, splice.start) + splice.removed + text.slice(splice.start + splice.inserted.length);
  if (splice === null || splice.inserted === "") return undefined;
  const parts = text.split(splice.inserted);
  return parts.length === 2 ? parts.join(splice.removed) : undefined;
}

/** Whether the change made the table of this name. */
export function hasInserted({ splice }: Receipt, table: string): boolean {
  return splice === null || splice.inserted.includes(JSON.stringify(table));
}

export function isUnchanged({ sha256 }: Receipt, text: string): boolean {
  return sha256 === digestOf(text);
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function fileOf(path: string, { dataDir }: Places): string {
  return join(dataDir, "ragstone", "agent-settings", `${digestOf(resolve(path))}.json`);
}

export async function readReceipt(path: string, places: Places): Promise<Receipt | null> {
  try {
    const receipt = JSON.parse((await readConfigFile(fileOf(path, places))) ?? "null") as Receipt | null;
    return receipt?.path === resolve(path) ? receipt : null;
  } catch {
    // Damaged: the entry is removed by its name.
    return null;
  }
}

export async function writeReceipt(receipt: Receipt, places: Places): Promise<void> {
  const file = fileOf(receipt.path, places);
  await mkdir(dirname(file), { recursive: true });
  await replaceFile(file, JSON.stringify(receipt));
}

export async function dropReceipt(path: string, places: Places): Promise<void> {
  const file = fileOf(path, places);
  await rm(file, { force: true });
  // Fails unless it was the last one there, and nothing else of this program is next to them.
  for (const dir of [dirname(file), dirname(dirname(file))]) await rmdir(dir).catch(() => {});
}
