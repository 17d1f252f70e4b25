import { irregularForms } from "./irregular-forms.js";

/** Endings of inflected forms, longest first, with what the base form may have instead. */
const endings: readonly (readonly [string, readonly string[]])[] = [
  ["ies", ["y"]],
  ["ied", ["y"]],
  ["ily", ["y"]],
  ["ing", ["", "e"]],
  ["es", ["", "e"]],
  ["ed", ["", "e"]],
  ["ly", ["", "le"]],
  ["s", [""]],
];
const doubled = /(\p{L})\1$/u;

/** The word itself and the base forms it may be an inflection of: "dropped" gives "dropp", "drop" and "droppe". */
export function baseForms(folded: string): readonly string[] {
  const found = [folded, irregularForms.get(folded) ?? folded];
  for (const [ending, others] of endings) {
    if (!folded.endsWith(ending) || folded.length < ending.length + 2) continue;
    const base = folded.slice(0, -ending.length);
    found.push(...others.map((other) => base + other));
    if (doubled.test(base)) found.push(base.slice(0, -1));
  }
  return found;
}
