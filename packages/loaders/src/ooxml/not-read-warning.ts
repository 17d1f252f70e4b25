import type { DocumentWarning } from "@ragstone/core";

/** Names in the warning. */
const maxNamed = 10;

/** A warning that names the files and objects inside an Office file that are not read; none if there are none. */
export function notReadWarning(names: readonly string[]): DocumentWarning[] {
  if (names.length === 0) return [];
  const more = names.length > maxNamed ? ` and ${names.length - maxNamed} more` : "";
  return [{ code: "embedded-files-not-read", detail: `${names.slice(0, maxNamed).join(", ")}${more}` }];
}
