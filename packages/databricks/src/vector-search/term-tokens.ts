import { createHash } from "node:crypto";
import { analyzerFor, contentWords, wordsOf, type DocumentTerms, type ParsedQuery } from "@ragstone/tokenizers/words";
import { pathTerm } from "./path-terms.js";

/** Letters of a beginning of a word that are searched as one; a longer one is narrowed down among what is found. */
const prefixLengths = [2, 3] as const;

/** Terms that one query asks for: their tokens stay below the 32,764 characters of a query (limits page). */
const maxTokens = 2048;

const remembered = new Map<string, string>();
const maxRemembered = 200_000;

/**
 * A term as a word that every text search keeps as it is: eight letters and digits, which no tokenizer cuts and no
 * stemmer of any language needs to understand.
 */
function tokenOf(term: string): string {
  let token = remembered.get(term);
  if (token === undefined) {
    const digest = createHash("sha256").update(Buffer.from(term, "utf16le")).digest();
    token = BigInt(`0x${digest.subarray(0, 6).toString("hex")}`)
      .toString(36)
      .padStart(8, "0")
      .slice(-8);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(term, token);
  }
  return token;
}

function prefixTerm(prefix: string): string {
  return `*${prefix}`;
}

/** The tokens of each chunk of a document, as its row has them: each term as often as it occurs, and beginnings once. */
export function tokensOfChunks({ terms, lengths }: DocumentTerms, ofPath: readonly string[]): string[] {
  const path = ofPath.map(tokenOf);
  const tokens = Array.from(lengths, () => [...path]);
  const beginnings = Array.from(lengths, () => new Set<string>());
  for (const [term, occurrences] of terms)
    for (let at = 0; at < occurrences.length; at += 2) {
      const [chunk, count] = [occurrences[at]!, occurrences[at + 1]!];
      for (let time = 0; time < count; time += 1) tokens[chunk]!.push(tokenOf(term));
      for (const length of prefixLengths)
        if (term.length >= length) beginnings[chunk]!.add(tokenOf(prefixTerm(term.slice(0, length))));
    }
  return tokens.map((list, chunk) => [...list, ...beginnings[chunk]!].join(" "));
}

/** The tokens of a query's words, in every language, in texts and in paths; of the words left out of it instead. */
export function queryTokens(
  { words, phrases, prefixes }: ParsedQuery,
  languages: readonly (string | null)[],
  { isLeftOut = false }: { readonly isLeftOut?: boolean } = {},
): string {
  const spoken = wordsOf(words);
  const kept = phrases.length > 0 ? spoken : contentWords(spoken);
  const topic = new Set(kept);
  const wanted = isLeftOut ? spoken.filter((word) => !topic.has(word)) : kept;
  const terms = termsIn(wanted, languages);
  const beginnings = isLeftOut ? [] : prefixes.map((prefix) => prefixTerm(prefix.toLowerCase().slice(0, 3)));
  const all = [...terms, ...(isLeftOut ? [] : terms.map(pathTerm)), ...beginnings];
  return [...new Set(all)].slice(0, maxTokens).map(tokenOf).join(" ");
}

/** Tokens by term, of words in every language. */
export function tokensOfTerms(words: readonly string[], languages: readonly (string | null)[]): Map<string, string> {
  return new Map(termsIn(words.flatMap(wordsOf), languages).map((term) => [term, tokenOf(term)]));
}

function termsIn(words: readonly string[], languages: readonly (string | null)[]): string[] {
  const analyzers = [...new Set(languages.map(analyzerFor))];
  return [...new Set(analyzers.flatMap((analyzer) => words.flatMap((word) => analyzer.termsOf(word))))];
}
