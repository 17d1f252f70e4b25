/** Words whose regular English plural this is. */
export function singularsOf(word: string): readonly string[] {
  if (!/^\p{L}{3,}s$/u.test(word) || word.endsWith("ss")) return [];
  return [
    word.slice(0, -1),
    ...(/(?:s|x|z|ch|sh|o)es$/u.test(word) ? [word.slice(0, -2)] : []),
    ...(word.endsWith("ies") ? [`${word.slice(0, -3)}y`] : []),
  ];
}
