import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InvalidOptionError, isVolumePath } from "@ragstone/core";
import { configFile } from "@ragstone/engine/internal";
import { settingOptions } from "./command-options.js";
import type { Settings } from "./settings.js";
import { suggest } from "./suggest.js";

/**
 * The settings of the folder's `ragstone.config.json`; none where there is no such file.
 *
 * @throws {@link InvalidOptionError} if the file is not a JSON object, or has a key that does not exist or a value that
 *   is not allowed
 */
export async function readConfig(folder: string): Promise<Settings> {
  // A volume has no settings for this command: they would be read before every sign-in.
  if (isVolumePath(folder)) return {};
  const path = join(folder, configFile);
  const text = await readText(path);
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(text === null ? {} : parseObject(text, path))) {
    const option = settingOptions.find((known) => known.key === key);
    if (option === undefined) throw unknownKey(key, value, path);
    option.check(`${configFile}: ${key}`, value);
    settings[option.name] = value;
  }
  return settings;
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    // A folder that is none is reported when it is opened.
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw new InvalidOptionError(configFile, path, "a file that may be read");
  }
}

function parseObject(text: string, path: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (error) {
    throw new InvalidOptionError(configFile, path, "a JSON object", `Repair the file: ${(error as Error).message}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new InvalidOptionError(configFile, value, "a JSON object");
  return value;
}

function unknownKey(key: string, value: unknown, path: string): InvalidOptionError {
  const nearest = suggest(key, settingOptions, "key");
  const known = settingOptions.flatMap((option) => option.key ?? []);
  return new InvalidOptionError(
    `${configFile}: ${key}`,
    value,
    `one of the settings ${known.join(", ")}`,
    nearest === null ? `Remove ${JSON.stringify(key)} from ${path}.` : `Did you mean \`${nearest}\`?`,
  );
}
