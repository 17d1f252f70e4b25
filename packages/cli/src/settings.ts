import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InvalidOptionError } from "@ragstone/core";
import { configFile } from "@ragstone/engine/internal";

/** Everything that flags, variables and the configuration file may set, under one name each. */
export interface Settings {
  readonly embedder?: string;
  readonly model?: string;
  readonly baseUrl?: string;
  readonly policy?: string;
  readonly mode?: string;
  readonly k?: string | number;
  readonly maxTokens?: string | number;
  readonly rounds?: string | number;
  readonly decompose?: boolean;
  readonly repair?: boolean;
  readonly judge?: string;
  readonly targetTokens?: string | number;
  readonly concurrency?: string | number;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** USD for a million tokens by model name; only in the file. */
  readonly prices?: Readonly<Record<string, { readonly input?: number; readonly output?: number }>>;
}

const kinds = {
  embedder: "string",
  model: "string",
  baseUrl: "string",
  policy: "string",
  mode: "string",
  k: "number",
  maxTokens: "number",
  rounds: "number",
  decompose: "boolean",
  repair: "boolean",
  judge: "string",
  targetTokens: "number",
  concurrency: "number",
  include: "list",
  exclude: "list",
  prices: "object",
} as const satisfies Record<keyof Settings, string>;

/**
 * Flags take precedence over `RAGSTONE_*` variables, and those over `ragstone.config.json` in the folder. The library
 * then adds the index's settings and the defaults.
 *
 * @throws {@link InvalidOptionError} if the file is not JSON or has a setting that does not exist
 */
export async function resolveSettings(flags: Settings, folder: string | null): Promise<Settings> {
  const file = folder === null ? {} : await readConfig(join(folder, configFile));
  return { ...file, ...variables(process.env), ...defined(flags) };
}

function variables(environment: NodeJS.ProcessEnv): Settings {
  const found: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const value = environment[`RAGSTONE_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`];
    if (value === undefined || value === "" || kind === "object") continue;
    found[name] =
      kind === "list" ? value.split(",").map((item) => item.trim()) : kind === "boolean" ? truthOf(name, value) : value;
  }
  return found;
}

/** @throws {@link InvalidOptionError} for a variable that is neither yes nor no */
function truthOf(name: string, value: string): boolean {
  if (/^(?:1|true|yes|on)$/iu.test(value)) return true;
  if (/^(?:0|false|no|off)$/iu.test(value)) return false;
  throw new InvalidOptionError(name, value, "true or false");
}

async function readConfig(path: string): Promise<Settings> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new InvalidOptionError(configFile, path, "a file that may be read");
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (error) {
    throw new InvalidOptionError(configFile, path, "a JSON object", `Mend the file: ${(error as Error).message}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new InvalidOptionError(configFile, text.slice(0, 40), "a JSON object");
  for (const [name, setting] of Object.entries(value)) {
    const kind = (kinds as Record<string, string>)[name];
    if (kind === undefined)
      throw new InvalidOptionError(
        configFile,
        name,
        `settings among ${Object.keys(kinds).join(", ")}`,
        `Remove or correct ${JSON.stringify(name)} in ${path}.`,
      );
    if (!hasKind(setting, kind))
      throw new InvalidOptionError(
        `${name} in ${configFile}`,
        setting,
        kind === "list" ? "a list of strings" : `a ${kind}`,
      );
  }
  return value;
}

function hasKind(value: unknown, kind: string): boolean {
  switch (kind) {
    case "list":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "number":
      return typeof value === "number" || value === "window";
    default:
      return typeof value === kind && value !== null;
  }
}

function defined(flags: Settings): Settings {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
}
