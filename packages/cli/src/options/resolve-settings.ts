import { requireConsent } from "./config-consent.js";
import { readConfig } from "./read-config.js";
import type { Settings } from "./settings.js";

export interface SettingsSources {
  /** The settings of flags over those of variables. */
  readonly given: Settings;
  /** The folder whose `ragstone.config.json` counts. */
  readonly folder: string;
  readonly dataDir: string;
  /** `--trust-config` */
  readonly trust: boolean;
}

/**
 * Flags take precedence over variables, and those over `ragstone.config.json` in the folder. The library then adds the
 * index's settings and the defaults.
 *
 * @throws {@link InvalidOptionError} if the file cannot be used, or sets what needs the user's consent
 */
export async function resolveSettings({ given, ...sources }: SettingsSources): Promise<Settings> {
  const file = await readConfig(sources.folder);
  await requireConsent({ ...sources, file, given });
  return { ...file, ...given };
}
