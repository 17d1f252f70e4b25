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
  const ranked = names.map((one) => ({ one, edits: edits(wanted, plain(one)) })).sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= allowed ? best.one : null;
}

/** Levenshtein's distance, where two letters in the wrong order are one edit. */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let at = 0; at < a.length; at += 1) {
    const next = [at + 1];
    for (let column = 0; column < b.length; column += 1) {
      const replaced = row[column]! + (b[column] === a[at] ? 0 : 1);
      const isSwapped = at > 0 && column > 0 && a[at] === b[column - 1] && a[at - 1] === b[column];
      const swapped = isSwapped ? before[column - 1]! + 1 : replaced;
      next.push(Math.min(row[column + 1]! + 1, next[column]! + 1, replaced, swapped));
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
