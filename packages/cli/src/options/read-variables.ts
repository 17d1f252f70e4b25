import { settingOptions } from "./command-options.js";
import { parseValue } from "./parse-value.js";
import type { Settings } from "./settings.js";
import { suggest } from "./suggest.js";

/**
 * The settings of the `RAGSTONE_*` variables. An empty variable counts as absent.
 *
 * @throws {@link InvalidOptionError} naming the variable, if its value is not allowed
 */
export function readVariables(environment: NodeJS.ProcessEnv): Settings {
  const found: Record<string, unknown> = {};
  for (const option of settingOptions) {
    const { name, variable } = option;
    const text = variable === undefined ? "" : environment[variable];
    if (variable === undefined || text === undefined || text === "") continue;
    found[name] = parseValue(option, text);
    option.check(variable, found[name]);
  }
  return found;
}

/** A warning for each `RAGSTONE_*` variable that is almost a setting's; others may belong to somebody else's scripts. */
export function misspelledVariables(environment: NodeJS.ProcessEnv): string[] {
  const known = new Set(settingOptions.map(({ variable }) => variable));
  return Object.keys(environment)
    .filter((name) => name.startsWith("RAGSTONE_") && !known.has(name))
    .flatMap((name) => {
      const nearest = suggest(name, settingOptions, "variable");
      return nearest === null ? [] : [`The variable ${name} has no effect. Did you mean ${nearest}?`];
    });
}
