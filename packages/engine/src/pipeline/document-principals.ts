import { principalName, type DocumentRecord, type Metadata, type MetadataValue } from "@ragstone/core";
import type { AssignedPrincipals, WalkedFile } from "@ragstone/loaders/walk";

/**
 * The metadata of a loaded document with the principals that may see it: those of its sidecar, else its own, else those
 * of the folder's rules. Its own are its author's, who could pass its text on anyway. `principalsFrom` and
 * `ownPrincipals` keep what a later run needs to decide again without reading the document.
 */
export function withPrincipals(loaded: Metadata, assigned: AssignedPrincipals | undefined): Metadata {
  const { principals, principalsFrom: _from, ownPrincipals: _own, ...rest } = loaded;
  return decide(rest, ownList(principals), assigned);
}

/** The same for stored metadata; the given object itself where nothing changes. */
export function reassignPrincipals(stored: Metadata, assigned: AssignedPrincipals | undefined): Metadata {
  const { principals, principalsFrom, ownPrincipals, ...rest } = stored;
  const decided = decide(rest, ownList(principalsFrom === undefined ? principals : ownPrincipals), assigned);
  return isSame(stored, decided) ? stored : decided;
}

/** Whether a sidecar or a rule gives an unchanged document other principals. */
export function isReassigned({ assigned }: Pick<WalkedFile, "assigned">, { metadata }: DocumentRecord): boolean {
  return reassignPrincipals(metadata, assigned) !== metadata;
}

function decide(
  rest: Metadata,
  own: readonly string[] | undefined,
  assigned: AssignedPrincipals | undefined,
): Metadata {
  if (assigned === undefined || (assigned.from === "rules" && own !== undefined))
    return own === undefined ? rest : { ...rest, principals: own };
  const { from, principals } = assigned;
  return { ...rest, principals, principalsFrom: from, ...(own !== undefined && { ownPrincipals: own }) };
}

/** `hr, legal` in front matter is two groups. A document without the field has no list of its own. */
function ownList(value: MetadataValue | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const names = typeof value === "object" ? value : String(value).split(",");
  return [...new Set(names.map(principalName).filter((name) => name !== ""))];
}

const keys = ["principals", "principalsFrom", "ownPrincipals"] as const;

function isSame(one: Metadata, other: Metadata): boolean {
  return keys.every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
}
