import { irregularForms } from "./irregular-forms.js";

const vowel = /[aeiouy]/;

/** Consonant-vowel shape: `y` after a consonant is a vowel. */
function isConsonant(word: string, at: number): boolean {
  const letter = word[at];
  if (letter === "y") return at === 0 || !isConsonant(word, at - 1);
  return !"aeiou".includes(letter ?? "");
}

/** Number of vowel-consonant sequences, `m` of the paper. */
function measure(stem: string): number {
  let count = 0;
  let at = 0;
  while (at < stem.length && isConsonant(stem, at)) at += 1;
  while (at < stem.length) {
    while (at < stem.length && !isConsonant(stem, at)) at += 1;
    if (at >= stem.length) break;
    count += 1;
    while (at < stem.length && isConsonant(stem, at)) at += 1;
  }
  return count;
}

function hasVowel(stem: string): boolean {
  for (let at = 0; at < stem.length; at += 1) if (!isConsonant(stem, at)) return true;
  return false;
}

function endsDouble(word: string): boolean {
  return word.length > 1 && word.at(-1) === word.at(-2) && isConsonant(word, word.length - 1);
}

function endsCvc(word: string): boolean {
  const last = word.length - 1;
  return (
    last >= 2 &&
    isConsonant(word, last) &&
    !isConsonant(word, last - 1) &&
    isConsonant(word, last - 2) &&
    !"wxy".includes(word[last] ?? "")
  );
}

const step2: readonly (readonly [string, string])[] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["abli", "able"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
];
const step3: readonly (readonly [string, string])[] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];
const step4 = [
  "ement",
  "ance",
  "ence",
  "able",
  "ible",
  "ment",
  "ant",
  "ent",
  "ism",
  "ate",
  "iti",
  "ous",
  "ive",
  "ize",
  "ion",
  "al",
  "er",
  "ic",
  "ou",
];

function replaceSuffix(word: string, rules: readonly (readonly [string, string])[]): string {
  for (const [suffix, to] of rules) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, -suffix.length);
    return measure(stem) > 0 ? stem + to : word;
  }
  return word;
}

function porter(input: string): string {
  let word = input;
  if (word.endsWith("sses") || word.endsWith("ies")) word = word.slice(0, -2);
  else if (word.endsWith("s") && !word.endsWith("ss")) word = word.slice(0, -1);

  if (word.endsWith("eed")) {
    if (measure(word.slice(0, -3)) > 0) word = word.slice(0, -1);
  } else {
    const stem = word.endsWith("ed") ? word.slice(0, -2) : word.endsWith("ing") ? word.slice(0, -3) : null;
    if (stem !== null && hasVowel(stem)) {
      word = stem;
      if (/(?:at|bl|iz)$/u.test(word)) word += "e";
      else if (endsDouble(word) && !/[lsz]$/u.test(word)) word = word.slice(0, -1);
      else if (measure(word) === 1 && endsCvc(word)) word += "e";
    }
  }
  if (word.endsWith("y") && hasVowel(word.slice(0, -1))) word = `${word.slice(0, -1)}i`;
  word = replaceSuffix(word, step2);
  word = replaceSuffix(word, step3);
  for (const suffix of step4) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, -suffix.length);
    if (measure(stem) > 1 && (suffix !== "ion" || /[st]$/u.test(stem))) word = stem;
    break;
  }
  if (word.endsWith("e")) {
    const stem = word.slice(0, -1);
    const m = measure(stem);
    if (m > 1 || (m === 1 && !endsCvc(stem))) word = stem;
  }
  if (word.endsWith("ll") && measure(word) > 1) word = word.slice(0, -1);
  return word;
}

/** Words kept, per process; a stem is a pure function of its word, so sharing is safe. */
const maxCached = 20_000;
const cache = new Map<string, string>();

/**
 * The Porter stem of a lower-case English word, irregular forms led back first; a word with other letters or digits
 * comes back as it is.
 *
 * M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980.
 */
export function stem(word: string): string {
  if (word.length < 3) return word;
  const known = cache.get(word);
  if (known !== undefined) return known;
  const result = /^[a-z]+$/u.test(word) && vowel.test(word) ? porter(irregularForms.get(word) ?? word) : word;
  if (cache.size >= maxCached) cache.clear();
  cache.set(word, result);
  return result;
}
