import type { Embedder } from "./embedder.js";

/** The end of a sentence or of a line, with the white space after it. */
const sentence = /[^.!?…。？！\n]*(?:[.!?…。？！]+|\n|$)\s*/gu;

/**
 * A query that fits an embedder's window: the sentences that ask come first, then those from its start; they stay in
 * their order. A single sentence that is too long keeps its first words.
 *
 * @param windowTokens - special tokens and instruction included
 * @returns `null` where not even a word fits
 */
export function shortenQuery(
  query: string,
  { tokenizer, queryInstruction }: Pick<Embedder, "tokenizer" | "queryInstruction">,
  windowTokens: number,
): string | null {
  const room = windowTokens - tokenizer.specialTokens - tokenizer.count(queryInstruction ?? "");
  const fits = (text: string): boolean => tokenizer.count(text) <= room;
  const sentences = (query.match(sentence) ?? []).filter((text) => text.trim() !== "");
  const asks = (text: string): boolean => /[?？]\s*$/u.test(text);
  const order = [...sentences.keys()].sort(
    (a, b) => Number(asks(sentences[b]!)) - Number(asks(sentences[a]!)) || a - b,
  );
  const kept = new Set<number>();
  const textOf = (places: ReadonlySet<number>): string =>
    sentences
      .filter((_, place) => places.has(place))
      .join("")
      .trim();
  for (const place of order) {
    if (fits(textOf(new Set([...kept, place])))) kept.add(place);
    // What follows would change the sense without the sentence that did not fit.
    else break;
  }
  return kept.size > 0 ? textOf(kept) : firstWords(sentences[order[0] ?? 0] ?? "", fits);
}

/** As many words from the start of a text as fit, found by halving. */
function firstWords(text: string, fits: (text: string) => boolean): string | null {
  const words = text.split(/\s+/u);
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(words.slice(0, middle).join(" "))) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? null : words.slice(0, low).join(" ");
}
