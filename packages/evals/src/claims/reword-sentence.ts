import { restate } from "../answers/plant-errors.js";
import { capital } from "./capital.js";
import { firstRules, type ChangedSentence } from "./first-rules.js";
import { replacing } from "./replacing.js";

/** A rule that says the same in other words; `null` where the sentence has no place for it. */
type Rewording = (sentence: string) => string | null;

/** Keeps the capital of names and abbreviations. */
const lower = (text: string): string =>
  /^(?:The|A|An|If|When|In|On|This|These|Some|All|Each|It|You|They|He|She|We)\b/u.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;

const phrase = String.raw`((?:(?:The|A|An|the|a|an) )?[\p{L}\p{N}'’_-]+(?: [\p{L}\p{N}'’_-]+){0,3})`;
const inverse: Readonly<Record<string, string>> = {
  larger: "smaller",
  smaller: "larger",
  bigger: "smaller",
  higher: "lower",
  lower: "higher",
  longer: "shorter",
  shorter: "longer",
  older: "younger",
  younger: "older",
  newer: "older",
  faster: "slower",
  slower: "faster",
  cheaper: "more expensive",
  stronger: "weaker",
  weaker: "stronger",
  warmer: "cooler",
  easier: "harder",
};
const inverseNames = Object.keys(inverse).join("|");

const multiples: Readonly<Record<string, readonly [number, string]>> = {
  hour: [60, "minutes"],
  minute: [60, "seconds"],
  week: [7, "days"],
  day: [24, "hours"],
  year: [12, "months"],
  kilometre: [1000, "metres"],
  km: [1000, "m"],
  kg: [1000, "g"],
  second: [1000, "milliseconds"],
};

const rewordings: Readonly<Record<string, readonly Rewording[]>> = {
  modality: [
    replacing(/\bmust be\b/u, "has to be"),
    replacing(/\bmust (?!not\b|have\b)(?=\p{Ll})/u, "is required to "),
    replacing(/\bneeds? to be\b/u, "must be"),
    replacing(/\b(?:is|are) required to\b/u, "must"),
    replacing(/\bcan be (?=\p{Ll}+ed\b)/u, "may be "),
    replacing(/\b(?:is|are) able to\b/u, "can"),
    replacing(/\b(?:is|are) allowed\b/u, "is permitted"),
    replacing(/\bshould\b(?! not)/u, "ought to"),
  ],
  negation: [
    replacing(/\bcannot\b/u, "is not able to"),
    replacing(/\bcan(?:not|'t) be\b/u, "is impossible to be"),
    replacing(/\b(do|does|did|is|are|was|were|could|should|would|has|have) not\b/u, "$1n't"),
    replacing(/\b(?:do|does) not have (?:any|an?)\b/u, "has no"),
    replacing(/\b(has|have|had) no\b/u, "$1 not any"),
    replacing(/\bthere (is|are) no\b/iu, "there $1 not any"),
    replacing(/\b(?:is|are) not (?:allowed|permitted)\b/u, "is prohibited"),
    replacing(/\bmust not\b/u, "must never"),
    replacing(/\bshould not\b/u, "should never"),
    replacing(/\bnever\b/u, "at no time"),
    replacing(/\bunless you (\p{L}+)\b/u, "if you do not $1"),
    replacing(/\bis not available\b/u, "is unavailable"),
    replacing(/\bnot supported\b/u, "unsupported"),
    replacing(/\bdo not need to\b/u, "need not"),
    replacing(/\bno longer (\p{Ll}+)\b/u, "not $1 any more"),
    replacing(/^(.*) only if (.*)\.$/u, "$1 not unless $2."),
    replacing(/\bonly when\b/u, "not unless"),
    replacing(/\bnot required\b/u, "optional"),
    replacing(/\bis optional\b/u, "is not required"),
    replacing(/\bwithout (\p{Ll}+)ing\b/u, "and does not $1"),
    replacing(/\bignored\b/u, "not considered"),
    replacing(/\bfails\b/u, "does not succeed"),
    replacing(/\bunchanged\b/u, "not changed"),
    replacing(/^Do not (\p{L}+)/u, "Never $1"),
  ],
  comparison: [
    replacing(
      new RegExp(`^${phrase} (is|are|was|were) (${inverseNames}) than ${phrase}\\.$`, "u"),
      (a, be, word, b) => `${capital(b)} ${be} ${inverse[word]} than ${lower(a)}.`,
    ),
    replacing(/\bmore than (?=\d)/u, "over "),
    replacing(/\bless than (?=\d)/u, "under "),
    replacing(/\bat least (\d[\d,.]*)(?= )/u, "no fewer than $1"),
    replacing(/\bat most (\d[\d,.]*)(?= )/u, "no more than $1"),
    replacing(/\bup to (\d)/u, "at most $1"),
    replacing(/^(.{10,}) before (.{10,})\.$/u, (a, b) => `${capital(b)} after ${lower(a)}.`),
    replacing(/^(.{10,}) after (.{10,})\.$/u, (a, b) => `${capital(b)} before ${lower(a)}.`),
    replacing(/\bincreases\b/u, "raises"),
    replacing(/\bdecreased\b/u, "fell"),
  ],
  voice: [
    replacing(
      new RegExp(`^${phrase} (?:was|were) (\\p{Ll}+ed) by ${phrase}(?=[,.])`, "u"),
      (a, verb, b) => `${capital(b)} ${verb} ${lower(a)}`,
    ),
    replacing(
      new RegExp(`^${phrase} (\\p{Ll}+ed) (the [\\p{L} ]{3,30})(?=[,.])`, "u"),
      (a, verb, b) => `${capital(b)} was ${verb} by ${lower(a)}`,
    ),
  ],
  order: [
    replacing(
      /^(If|When|While|Because|Although|After|Before) ([^,]{8,}), ([^,]{8,})\.$/u,
      (word, a, b) => `${capital(b)} ${word.toLowerCase()} ${a}.`,
    ),
    replacing(
      /^([^,]{12,}) (if|when|while|because) ([^,]{12,})\.$/u,
      (a, word, b) => `${capital(word)} ${b}, ${lower(a)}.`,
    ),
    replacing(/^(.{12,}), (?:which|who) (is|are|was|were) ([^,]+), (.{10,})$/u, "$1 $4"),
    replacing(/^For example, /u, ""),
    replacing(/^([^,]{4,40}), ((?:an?|the) [^,]{4,60}), (.{10,})$/u, "$1 $3"),
  ],
  units: [
    replacing(
      new RegExp(String.raw`\b(\d+)[ -](${Object.keys(multiples).join("|")})s?\b`, "u"),
      (count, unit) => `${Number(count) * multiples[unit]![0]} ${multiples[unit]![1]}`,
    ),
    replacing(/\b50 ?(?:%|percent)/u, "half"),
    replacing(/\b25 ?(?:%|percent)/u, "a quarter"),
    replacing(/\bhalf of\b/u, "50 % of"),
    replacing(/\btwo[- ]thirds\b/u, "2/3"),
    replacing(/\bbetween (\d[\d,.]*) and (\d)/u, "from $1 to $2"),
    replacing(/(?<=\d)[-–](?=\d{1,3} )/u, " to "),
    replacing(/\b1,?000\b/u, "a thousand"),
    replacing(/\$(\d[\d,.]*)(?! (?:million|billion))\b/u, "$1 dollars"),
  ],
  figures: [restate],
};

/** The sentence in other words, by every kind of rule that it has a place for; the first of each kind. */
export function rewordSentence(sentence: string): ChangedSentence[] {
  return firstRules(rewordings, (rule) => rule(sentence));
}
