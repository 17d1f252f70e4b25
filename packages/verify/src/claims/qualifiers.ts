import { stopWords } from "../text/stop-words.js";
import { words } from "../text/words.js";

/** Words that say which or how much of a thing, by classes that exclude each other. */
const classes = new Map(
  [
    "all every each",
    "most majority",
    "some several many",
    "few",
    "first 1st",
    "second 2nd",
    "third 3rd",
    "fourth 4th",
    "last final",
  ].flatMap((list, at) => list.split(" ").map((word) => [word, at] as const)),
);

/** Up to this class the first ones include what the later ones say: what is true of all is true of some. */
const weakest = 2;

/** Whether a claim says of a thing "all" where its quotes say "some", or "second" where they say "first". */
export function qualifiersDiffer(claim: string, quotes: string): boolean {
  const said = qualified(claim);
  if (said.length === 0) return false;
  const quoted = qualified(quotes);
  return said.some(({ noun, qualifier }) => {
    const same = quoted.filter((other) => other.noun === noun);
    if (same.length === 0 || isElliptic(quotes, qualifier)) return false;
    return !same.some(
      (other) => other.qualifier === qualifier || (qualifier <= weakest && other.qualifier < qualifier),
    );
  });
}

function qualified(text: string): { readonly noun: string; readonly qualifier: number }[] {
  const list = words(text);
  return list.flatMap(({ folded }, at) => {
    const qualifier = classes.get(folded);
    if (qualifier === undefined || list[at - 1]?.folded === "at") return [];
    const rest = list.slice(at + 1, at + 4);
    const noun = rest.find((word) => !stopWords.has(word.folded));
    return noun === undefined || classes.has(noun.folded) ? [] : [{ noun: noun.stem, qualifier }];
  });
}

/** Whether a text has a qualifier without its noun: "the first shift starts at six, the second one at noon". */
function isElliptic(text: string, qualifier: number): boolean {
  const list = words(text);
  return list.some(({ folded }, at) => {
    const next = list[at + 1]?.folded;
    return (
      classes.get(folded) === qualifier &&
      (next === undefined ||
        ((stopWords.has(next) || /^ones?$/u.test(next)) &&
          !/^(?:of|the|th\p{L}+|its|their|our|your|my|his|her)$/u.test(next)))
    );
  });
}
