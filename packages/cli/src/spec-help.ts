import { specForms, takesBaseUrl, type PartKind } from "@ragstone/engine/internal";

/** The specs that an option takes, for its help: the default first. */
export function specHelp(kind: PartKind): string {
  const [first, ...others] = specForms(kind);
  return [`${first} (offline, the default)`, ...others].join(", ");
}

/** The models that a base URL is for, for its help. */
export function baseUrlHelp(kinds: readonly PartKind[]): string {
  const prefixes = takesBaseUrl(kinds).map((prefix) => `${prefix}:`);
  return `for ${[prefixes.slice(0, -1).join(", "), ...prefixes.slice(-1)].join(" and ")} models`;
}
