import { InvalidOptionError } from "../errors/invalid-option-error.js";
import type { OptionRules, OptionRulesOf } from "./option-rule.js";
import { nearestName } from "./nearest-name.js";

/**
 * Checks the options of a call and returns a copy without those that are `undefined`, which count as absent.
 *
 * @param prefix - text before an option's name in messages, such as `sources[0].`
 * @throws {@link InvalidOptionError} for a name that is not known, a value that is not allowed, or one that is missing
 */
export function checkOptions<T extends object>(rulesOf: OptionRulesOf<T>, options: T | undefined, prefix = ""): T {
  const rules: OptionRules = rulesOf;
  const given: unknown = options === undefined ? {} : options;
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new InvalidOptionError(prefix === "" ? "options" : prefix.slice(0, -1), given, "an object of options");
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of entries) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) throw unknownOption(rules, prefix, name, value);
    rule.check(`${prefix}${name}`, value);
  }
  const missing = Object.entries(rules).find(
    ([name, { required }]) => required === true && !entries.some(([key]) => key === name),
  );
  if (missing !== undefined) throw new InvalidOptionError(`${prefix}${missing[0]}`, undefined, missing[1].expected);
  return Object.fromEntries(entries) as T;
}

function unknownOption(rules: OptionRules, prefix: string, name: string, value: unknown): InvalidOptionError {
  const names = Object.keys(rules);
  const nearest = nearestName(name, rules);
  return new InvalidOptionError(
    `${prefix}${name}`,
    value,
    names.length === 0 ? "no options" : `one of the options ${names.join(", ")}`,
    nearest === null ? `Remove ${JSON.stringify(name)}.` : `Did you mean \`${nearest}\`?`,
  );
}
