import { createHash } from "node:crypto";
import { mkdir, readFile, realpath, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InvalidOptionError } from "@ragstone/core";
import { configFile } from "@ragstone/engine/internal";
import { settingOptions } from "./command-options.js";
import type { Settings } from "./settings.js";

export interface ConsentRequest {
  /** The folder with the file. */
  readonly folder: string;
  /** The settings of the file. */
  readonly file: Settings;
  /** The settings of flags and variables, which win over the file. */
  readonly given: Settings;
  /** Where programs keep the user's data; consent is remembered in `ragstone/trusted-configs` there. */
  readonly dataDir: string;
  /** Whether the user gives consent now. */
  readonly trust: boolean;
}

/**
 * Makes sure that the user agreed to the settings of a folder's file that could send documents elsewhere or run a
 * model's files. Consent is remembered for the folder and these values: a file that changes them needs it again.
 *
 * @throws {@link InvalidOptionError} for a setting that takes effect without consent
 */
export async function requireConsent({ folder, file, given, dataDir, trust }: ConsentRequest): Promise<void> {
  const values = new Map<string, unknown>(Object.entries(file));
  const risky = settingOptions.filter(({ name, needsConsent }) => values.has(name) && needsConsent?.(values.get(name)));
  const effective = risky.find(({ name }) => !Object.hasOwn(given, name));
  if (risky.length === 0 || (effective === undefined && !trust)) return;
  const real = await realpath(folder).catch(() => folder);
  const record = join(dataDir, "ragstone", "trusted-configs", `${digestOf(real)}.json`);
  const consent = { folder: real, settings: digestOf(risky.map(({ name }) => [name, values.get(name)])) };
  if (trust) return remember(record, consent);
  if (effective === undefined || (await isRemembered(record, consent))) return;
  throw new InvalidOptionError(
    `${configFile}: ${effective.key}`,
    values.get(effective.name),
    "your consent, because this file may come from someone else",
    `Read ${join(folder, configFile)}. To trust it, run the command once with --trust-config; to use another value, set ${effective.variable}.`,
  );
}

interface Consent {
  readonly folder: string;
  readonly settings: string;
}

async function isRemembered(record: string, { folder, settings }: Consent): Promise<boolean> {
  try {
    const stored = JSON.parse(await readFile(record, "utf8")) as Partial<Consent> | null;
    return stored?.folder === folder && stored.settings === settings;
  } catch {
    // Absent or damaged: the user is asked again.
    return false;
  }
}

async function remember(record: string, consent: Consent): Promise<void> {
  await mkdir(dirname(record), { recursive: true });
  const temporary = `${record}.${process.pid}.tmp`;
  await writeFile(temporary, `${JSON.stringify(consent)}\n`, { mode: 0o600 });
  await rename(temporary, record);
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
