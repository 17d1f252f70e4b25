import { stem } from "./stem.js";
import type { Word } from "./words.js";

/**
 * Words of one family that share too few letters for a stem: measures with their adjectives, nouns of irregular verbs.
 */
const families: ReadonlyMap<string, string> = new Map(
  (
    "long:length,lengthy high:tall,height deep:depth wide:width,breadth broad:breadth strong:strength warm:warmth hot:heat weigh:weight heavy:weight old:age " +
    "retain:retention contain:content maintain:maintenance sustain:sustenance obtain:obtention explain:explanation receive:receipt,reception deceive:deception perceive:perception " +
    "grow:growth die:death,dead bear:birth,born lose:loss sell:sale give:gift fly:flight choose:choice live:life see:sight think:thought speak:speech proceed:procedure,process " +
    "decide:decision divide:division expand:expansion extend:extension,extent invade:invasion conclude:conclusion permit:permission submit:submission admit:admission transmit:transmission " +
    "describe:description subscribe:subscription produce:production reduce:reduction introduce:introduction destroy:destruction apply:application solve:solution marry:marriage bury:burial"
  )
    .split(" ")
    .flatMap((entry) => {
      const [base = "", forms = ""] = entry.split(":");
      return [base, ...forms.split(",")].map((form) => [stem(form), stem(base)] as const);
    }),
);

/** Words that share this many first letters of their stems are of one family: "migrate", "migrant". */
const samePrefix = 5;

/**
 * Whether two words are of one family by their letters: "rotated" and "rotation", "deep" and "depth". Words with digits
 * are not.
 */
export function isSameFamily(left: Pick<Word, "stem">, right: Pick<Word, "stem">): boolean {
  if (/\p{N}/u.test(left.stem) || /\p{N}/u.test(right.stem)) return false;
  if (
    left.stem.length >= samePrefix &&
    right.stem.length >= samePrefix &&
    left.stem.slice(0, samePrefix) === right.stem.slice(0, samePrefix)
  )
    return true;
  const family = families.get(left.stem);
  return family !== undefined && family === families.get(right.stem);
}
