import { pick } from "../answers/random.js";
import { firstRules, type ChangedSentence } from "./first-rules.js";
import { replacing } from "./replacing.js";

/** Other text of the same document, to take wrong parts from. */
export interface FalseParts {
  readonly document: string;
  /** Sentences of the document. */
  readonly sentences: readonly string[];
  readonly next: () => number;
}

/** A rule that makes a sentence false; `null` where the sentence has no place for it. */
type Falsification = (sentence: string, parts: FalseParts) => string | null;

/** Exchanges the first pair of words that have opposite meanings, in either direction. */
function turning(pairs: string): Falsification {
  const opposites = pairs.split(" ").flatMap((pair) => {
    const [left = "", right = ""] = pair.split("/");
    return [
      [left, right],
      [right, left],
    ] as const;
  });
  return (sentence, { next }) => {
    const able = opposites.filter(
      ([from, to]) =>
        new RegExp(String.raw`\b${from}\b`, "u").test(sentence) &&
        !new RegExp(String.raw`\b${to}\b`, "iu").test(sentence),
    );
    const one = pick(able, next);
    return one === undefined ? null : sentence.replace(new RegExp(String.raw`\b${one[0]}\b`, "u"), one[1]);
  };
}

/** Exchanges two different matches of a pattern that are at least a word apart. */
function exchanging(pattern: RegExp): Falsification {
  return (sentence, { next }) => {
    const found = [...sentence.matchAll(pattern)];
    const pairs = found.flatMap((left, at) =>
      found
        .slice(at + 1)
        .filter(
          (right) =>
            right[0] !== left[0] &&
            !right[0].includes(left[0]) &&
            !left[0].includes(right[0]) &&
            /\p{Ll}{4,}/u.test(sentence.slice(left.index + left[0].length, right.index)) &&
            found.filter((one) => one[0] === left[0] || one[0] === right[0]).length === 2,
        )
        .map((right) => [left, right] as const),
    );
    const pair = pick(pairs, next);
    if (pair === undefined) return null;
    const [left, right] = pair;
    return (
      sentence.slice(0, left.index) +
      right[0] +
      sentence.slice(left.index + left[0].length, right.index) +
      left[0] +
      sentence.slice(right.index + right[0].length)
    );
  };
}

const code = /`[^`\s]+`/gu;
const name = /(?<=[\p{L}\p{N},;)] )(?:\p{Lu}\p{Ll}[\p{L}'’-]*)(?: \p{Lu}\p{Ll}[\p{L}'’-]*)*/gu;

/** Replaces a match with another match of the document that the sentence does not have. */
function replacedFromDocument(pattern: RegExp): Falsification {
  return (sentence, { document, next }) => {
    const one = pick([...sentence.matchAll(pattern)], next);
    const others = [...new Set([...document.matchAll(pattern)].map((match) => match[0]))];
    const other = pick(
      others.filter((text) => !sentence.toLowerCase().includes(text.toLowerCase().replaceAll("`", ""))),
      next,
    );
    return one === undefined || other === undefined
      ? null
      : sentence.slice(0, one.index) + other + sentence.slice(one.index + one[0].length);
  };
}

/** Gives a noun the adjective or noun that it has before it elsewhere in the document. */
const otherModifier: Falsification = (sentence, { document, next }) => {
  const pairs = [...sentence.matchAll(/\b(?:[Tt]he|[Aa]n?|[Ee]ach|[Ee]very) (\p{Ll}{4,}) (\p{Ll}{4,})\b/gu)];
  const able = pairs.flatMap((match) => {
    const others = [
      ...document.matchAll(new RegExp(String.raw`\b(?:the|an?|each|every) (\p{Ll}{4,}) ${match[2]}\b`, "giu")),
    ]
      .map((other) => other[1]!)
      .filter((other) => !sentence.toLowerCase().includes(other.slice(0, 4)));
    return others.map((other) => ({ match, other }));
  });
  const one = pick(able, next);
  if (one === undefined) return null;
  const at = one.match.index + one.match[0].indexOf(one.match[1]!);
  return sentence.slice(0, at) + one.other + sentence.slice(at + one.match[1]!.length);
};

const subject =
  /^((?:The|A|An|This|These|Each|All)? ?(?:[\p{L}\p{N}'’`_.-]+ ?){1,4}?) (?=(?:is|are|was|were|has|have|can|must|should|will|may) \p{Ll})/u;
const pronoun = /^(?:This|These|It|They|He|She|We|You|There|That|Those|What|In|On|If|As|For|I)\b/u;

/** Says of the subject of another sentence what this one says of its own. */
const otherSubject: Falsification = (sentence, { sentences, next }) => {
  const own = subject.exec(sentence)?.[1];
  if (own === undefined || pronoun.test(own)) return null;
  const others = sentences.flatMap((other) => {
    const found = subject.exec(other)?.[1];
    return found === undefined ||
      pronoun.test(found) ||
      found.split(" ").some((word) => sentence.includes(word.slice(0, 5)) && word.length > 3)
      ? []
      : [found];
  });
  const other = pick(others, next);
  return other === undefined ? null : other + sentence.slice(own.length);
};

/** Adds what another sentence of the document says of its own subject. */
const otherPredicate: Falsification = (sentence, { sentences, next }) => {
  if (!sentence.endsWith(".")) return null;
  const others = sentences.flatMap((other) => {
    const found = subject.exec(other)?.[1];
    const rest = found === undefined ? "" : other.slice(found.length).trim();
    return other === sentence || rest.length < 20 || rest.length > 80 ? [] : [rest.replace(/\.$/u, "")];
  });
  const other = pick(others, next);
  return other === undefined ? null : `${sentence.slice(0, -1)}, and ${other}.`;
};

const falsifications: Readonly<Record<string, readonly Falsification[]>> = {
  "number: unit": [
    turning(
      "hours/days minutes/hours seconds/minutes weeks/months days/years MB/GB KB/MB km/m kg/g miles/kilometres feet/metres million/billion bytes/characters",
    ),
  ],
  "number: bound": [
    replacing(/\bmore than (?=\d)/u, "less than "),
    replacing(/\bless than (?=\d)/u, "more than "),
    replacing(/\bat least (?=\d)/u, "at most "),
    replacing(/\b(?:at most|up to) (?=\d)/u, "at least "),
  ],
  "number: fraction": [
    turning("half/third quarter/half third/quarter most/few double/triple first/second second/third twice/once"),
  ],
  "name: of the document": [replacedFromDocument(code), replacedFromDocument(name)],
  negation: [
    replacing(/\bmust (?!not\b)/u, "need not "),
    replacing(/\b(?:must|should|may|can|could|would|will) not\b/u, "may"),
    replacing(/\bcannot\b/u, "can"),
    replacing(/\b(is|are|was|were|does|do|did|has|have) not\b/u, "$1"),
    replacing(/\bnever\b/u, "always"),
    replacing(/\balways\b/u, "not always"),
    replacing(/\bonly\b/u, "not only"),
    replacing(/\bwithout\b/u, "with"),
    replacing(/\bunless\b/u, "if"),
    replacing(/\bno (?=\p{Ll}{4})/u, "a "),
    replacing(/\bAll (?=\p{Ll}{4})/u, "Not all "),
    replacing(/\b(can|will|should|may) (?=be \p{Ll})/u, "$1 not "),
    replacing(/\b(is|are|was|were) (?=\p{Ll}+ed\b)/u, "$1 not "),
  ],
  "negation: exception": [
    replacing(/\.$/u, " unless an administrator disables it."),
    replacing(/\.$/u, ", except on weekends."),
  ],
  direction: [
    turning(
      "more/less increased/decreased increase/decrease increases/decreases higher/lower before/after largest/smallest above/below rose/fell most/least northern/southern eastern/western won/lost " +
        "maximum/minimum allow/forbid allows/prevents allowed/forbidden include/exclude includes/excludes including/excluding enabled/disabled enable/disable start/end starts/ends started/ended " +
        "open/close opened/closed add/remove adds/removes added/removed create/delete creates/deletes created/deleted import/export imported/exported send/receive sends/receives sent/received " +
        "accept/reject accepts/rejects accepted/rejected required/optional first/last earlier/later early/late old/new older/newer oldest/newest internal/external public/private read/write " +
        "input/output inside/outside upper/lower top/bottom left/right up/down forward/backward success/failure succeeds/fails succeed/fail positive/negative strong/weak stronger/weaker " +
        "fast/slow faster/slower large/small larger/smaller long/short longer/shorter high/low good/bad better/worse easy/difficult easier/harder cheap/expensive rich/poor many/few same/different " +
        "true/false valid/invalid visible/hidden client/server request/response parent/child buy/sell bought/sold lend/borrow push/pull merge/split join/leave gain/lose gained/lost " +
        "attack/defend encourage/discourage agree/disagree agreed/disagreed approve/reject approved/rejected hire/fire hired/fired teach/learn arrive/depart arrived/departed ancient/modern " +
        "majority/minority wide/narrow deep/shallow hot/cold warm/cold dry/wet light/heavy rural/urban temporary/permanent synchronous/asynchronous local/remote upstream/downstream explicit/implicit " +
        "static/dynamic automatic/manual encode/decode encrypt/decrypt connect/disconnect lock/unlock install/uninstall upgrade/downgrade ascending/descending horizontal/vertical",
    ),
  ],
  "direction: sides": [
    replacing(/^(.{8,}?) ((?:is|are|was|were) (?:\p{Ll}+er|more \p{Ll}+|less \p{Ll}+) than) (.{8,})\.$/u, "$3 $2 $1."),
    replacing(/\bfrom ((?:\p{L}+ ?){1,3}) to ((?:\p{L}+ ?){1,3})(?=[,.])/u, "from $2 to $1"),
    replacing(/^([^,]{10,}) (before|after) ([^,]{10,})\.$/u, "$3 $2 $1."),
  ],
  "attachment: values": [exchanging(/(?<![\d.,\p{L}-])\d[\d,.]*\d|(?<![\d.,\p{L}-])\d(?![\d\p{L}.,-])/gu)],
  "attachment: names": [exchanging(code), exchanging(name)],
  "attachment: modifier": [otherModifier],
  "attachment: subject": [otherSubject],
  overreach: [otherPredicate],
  "overreach: certainty": [replacing(/\b(?:may|might|can|could) (?=be |\p{Ll}{4,} )/u, "will always ")],
};

/** Every kind of false statement that a sentence has a place for; the first rule of each kind that applies. */
export function falsifySentence(sentence: string, parts: FalseParts): ChangedSentence[] {
  return firstRules(falsifications, (rule) => rule(sentence, parts));
}
