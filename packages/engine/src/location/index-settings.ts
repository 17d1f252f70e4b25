import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "./_write-atomically.js";

/**
 * What an index was made with, so that `index` again needs no flags. Stored as `settings.json` in the index's folder.
 */
export interface IndexSettings {
  readonly version: 1;
  /** The documents' folder: relative to the index's folder, absolute when the two share no parent. POSIX separators. */
  readonly folder: string;
  /** Finds the folder again after it was moved, for an index in the user's data folder. */
  readonly folderId?: string;
  /** Spec of the embedder. */
  readonly embedder: string;
  readonly baseUrl?: string;
  readonly targetTokens?: number | "window";
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

export const settingsFile = "settings.json";

/** Reads the settings of the index in `dir`; `null` when there are none or they cannot be read as settings. */
export async function readIndexSettings(dir: string): Promise<IndexSettings | null> {
  let text: string;
  try {
    text = await readFile(join(dir, settingsFile), "utf8");
  } catch {
    return null;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isSettings(value) ? value : null;
  } catch {
    return null;
  }
}

/** Writes the settings, atomically. */
export async function writeIndexSettings(dir: string, settings: IndexSettings): Promise<void> {
  await writeAtomically(join(dir, settingsFile), `${JSON.stringify(settings, null, 2)}\n`);
}

function isSettings(value: unknown): value is IndexSettings {
  if (typeof value !== "object" || value === null) return false;
  const { version, folder, embedder } = value as Record<string, unknown>;
  return version === 1 && typeof folder === "string" && typeof embedder === "string";
}
