import { editDistance } from "../spelling/edit-distance.js";

/** Known names, each with other names for the same thing. */
export type KnownNames = Readonly<Record<string, { readonly aliases?: readonly string[] }>>;

/** The known name that a name most likely means: by alias, else by at most two wrong letters; `null` where none is near. */
export function nearestName(name: string, known: KnownNames): string | null {
  if (name.length > 64) return null;
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/gu, "");
  const wanted = plain(name);
  const names = Object.keys(known);
  const same = names.find((one) => [one, ...(known[one]?.aliases ?? [])].some((word) => plain(word) === wanted));
  if (same !== undefined) return same;
  const allowed = Math.min(2, Math.floor(wanted.length / 3));
  const ranked = names
    .map((one) => ({ one, edits: editDistance(wanted, plain(one)) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= allowed ? best.one : null;
}
