/** Words whose regular English plural or singular this is: a question may say "knife" for a cell "knives". */
export function numberFormsOf(word: string): readonly string[] {
  if (!/^\p{L}{3,}$/u.test(word)) return [];
  return [...singularsOf(word), ...pluralsOf(word)];
}

function singularsOf(word: string): readonly string[] {
  if (!/\p{L}{3}s$/u.test(word) || word.endsWith("ss")) return [];
  return [
    word.slice(0, -1),
    ...(/(?:s|x|z|ch|sh|o)es$/u.test(word) ? [word.slice(0, -2)] : []),
    ...(word.endsWith("ies") ? [`${word.slice(0, -3)}y`] : []),
    ...(word.endsWith("ves") ? [`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`] : []),
  ];
}

function pluralsOf(word: string): readonly string[] {
  if (word.endsWith("s") && !word.endsWith("ss")) return [];
  if (/(?:s|x|z|ch|sh)$/u.test(word)) return [`${word}es`];
  if (/[^aeiou]y$/u.test(word)) return [`${word.slice(0, -1)}ies`];
  return [`${word}s`, ...(/fe?$/u.test(word) ? [word.replace(/fe?$/u, "ves")] : [])];
}
