import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { IndexSettings } from "@ragstone/core";
import { writeAtomically } from "./write-atomically.js";

/** Settings of an index in a directory: they name its folder. */
export interface LocalIndexSettings extends IndexSettings {
  readonly folder: string;
}

/** Name of the settings in an index's directory. */
export const settingsFile = "settings.json";

/** Reads the settings of the index in `dir`; `null` when there are none or they cannot be read as settings. */
export async function readIndexSettings(dir: string): Promise<LocalIndexSettings | null> {
  try {
    const value: unknown = JSON.parse(await readFile(join(dir, settingsFile), "utf8"));
    return isSettings(value) ? value : null;
  } catch {
    return null;
  }
}

/** Writes the settings, atomically. */
export async function writeIndexSettings(dir: string, settings: IndexSettings): Promise<void> {
  await writeAtomically(join(dir, settingsFile), `${JSON.stringify(settings, null, 2)}\n`);
}

function isSettings(value: unknown): value is LocalIndexSettings {
  if (typeof value !== "object" || value === null) return false;
  const { version, folder, embedder } = value as Record<string, unknown>;
  return version === 1 && typeof folder === "string" && typeof embedder === "string";
}
