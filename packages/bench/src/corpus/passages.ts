import type { Article } from "./prose.js";
import { random } from "./random.js";

/** Words of a passage at least; it ends with the sentence. */
const words = 90;

/**
 * Passages of about 100 words, all different: runs of sentences from random places of random articles.
 *
 * @param count - how many; the same ones come first whatever the count
 */
export function passages(articles: readonly Article[], count: number, seed = 1): string[] {
  const pick = random(seed);
  const made = new Set<string>();
  while (made.size < count) {
    const { sentences } = articles[Math.floor(pick() * articles.length)]!;
    let next = Math.floor(pick() * sentences.length);
    const run: string[] = [];
    for (let length = 0; length < words; next = (next + 1) % sentences.length) {
      run.push(sentences[next]!);
      length += sentences[next]!.split(" ").length + 1;
      // A long article's sentences are mixed with another's, so that there is no end of passages.
      if (pick() < 0.2) next = Math.floor(pick() * sentences.length);
    }
    made.add(run.join(" "));
  }
  return [...made];
}

/** Questions as people put them to such a collection: the titles of articles. */
export function questions(articles: readonly Article[], count: number, seed = 2): string[] {
  const pick = random(seed);
  return Array.from({ length: count }, () => articles[Math.floor(pick() * articles.length)]!.title);
}
