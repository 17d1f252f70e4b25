import { foldedWords } from "../text/words.js";
import type { CitedSource } from "../quotes/cited-source.js";

/** Fewest sources that have a topic in common. */
const leastSources = 3;
/** In more of them than this share a word names what they are about. */
const leastShare = 0.5;

const known = new WeakMap<readonly CitedSource[], ReadonlySet<string>>();

/** Words that most of the sources have: the name of the product that all of them describe is among them. Read once. */
export function commonWords(sources: readonly CitedSource[]): ReadonlySet<string> {
  let common = known.get(sources);
  if (common === undefined) {
    const counts = new Map<string, number>();
    if (sources.length >= leastSources)
      for (const { document, passage, path, context = "" } of sources)
        for (const word of foldedWords([document.text.slice(passage.start, passage.end), path, context].join("\n")))
          counts.set(word, (counts.get(word) ?? 0) + 1);
    const isCommon = ([word, count]: [string, number]) => count > sources.length * leastShare && /^\p{L}+$/u.test(word);
    common = new Set([...counts].filter(isCommon).map(([word]) => word));
    known.set(sources, common);
  }
  return common;
}
