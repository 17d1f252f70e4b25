import { takesBaseUrl, type PartKind } from "@ragstone/engine/internal";

/** The help of a base URL, which only some providers of these kinds of parts take. */
export function baseUrlHelp(kinds: readonly PartKind[]): string {
  const prefixes = takesBaseUrl(kinds).map((prefix) => `${prefix}:`);
  return `the server of ${[prefixes.slice(0, -1).join(", "), ...prefixes.slice(-1)].join(" and ")} models`;
}
