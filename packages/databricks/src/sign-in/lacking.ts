import { variables, type SettingName, type Settings } from "./settings.js";
import type { UnusableSignIn } from "./sign-in-method.js";

/** The settings among `names` that are missing, under the names of their variables. */
export function lacking(settings: Settings, names: readonly SettingName[]): UnusableSignIn {
  const missing = names.filter((name) => !settings.has(name)).map((name) => variables[name]);
  return { reason: `lacks ${missing.join(" and ")}` };
}
