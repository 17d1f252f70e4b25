import type { Word } from "@ragstone/verify/internal";
import { textLanguage, type TextLanguage } from "../languages/text-language.js";
import { lightVerbs } from "./light-verbs.js";
import { requestedAttribute } from "./requested-attribute.js";

/** What a short answer to a question would be. */
type AnswerType = "person" | "date" | "number" | "place" | "command" | "any";

/** A word of the question that an answer should speak of. */
interface QuestionTerm {
  readonly word: Word;
  /** By rarity, at least 0. */
  readonly weight: number;
  /** A name (capital inside the question) or a number. */
  readonly specific: boolean;
  /** It names what is requested, which no answer leaves out: "painted" in "who painted the ferry". */
  readonly requested: boolean;
}

export interface ParsedQuestion {
  readonly text: string;
  readonly language: TextLanguage;
  /** `"any"` in other languages than English. */
  readonly type: AnswerType;
  /** It asks what something is or means. */
  readonly defines: boolean;
  /** Without repeats, in order. */
  readonly terms: readonly QuestionTerm[];
  /** Every word, for telling what is new in an answer. */
  readonly stems: ReadonlySet<string>;
}

const definition =
  /^\s*what (?:is|are|was|were) (?:(?:a|an|the) )?[^\s?]+(?: [^\s?]+)?\s*\??\s*$|^\s*what do(?:es)? .* (?:mean|stand for)\b|^\s*(?:define|explain)\b/iu;

const types: readonly (readonly [AnswerType, RegExp])[] = [
  [
    "command",
    /^\s*how (?:do|can|could|would|should) (?:i|you|we|one)\b|\b(?:what|which) (?:command|flag|option|switch|setting|variable|environment variable)s?\b/iu,
  ],
  [
    "number",
    /\bhow (?:many|much|long|old|far|tall|high|large|big|deep|fast|often|wide|heavy)\b|\b(?:what|which) (?:percent|percentage|number|amount|share|proportion|fraction|age|quantity|distance|temperature|price|cost|speed|size|population|total|weight|length|width|height|limit|port|exit (?:code|status)|status code)\b|\bwhat(?:'s| is| are| was| were) the (?:\p{L}+ ){0,2}(?:percentage|number|amount|share|proportion|quantity|distance|temperature|price|cost|speed|size|weight|length|width|height|limit|port)s? (?:of|for|that|at)\b/iu,
  ],
  [
    "date",
    /(?:^|[.,;:?!]\s*|\b(?:and|since|until|by) )when (?:did|was|were|will|is|are|has|have|had)\b|\b(?:what|which|in what|in which) (?:year|date|day|month|century|decade|period|time)\b|\bhow (?:recently|soon)\b/iu,
  ],
  [
    "person",
    /\bwho(?:m|se)?\b|\b(?:what|which) (?:person|people|man|woman|king|queen|president|author|player|scientist|emperor|leader|actor|singer|philosopher|general|monk|pope|king|engineer|inventor)\b/iu,
  ],
  [
    "place",
    /\bwhere\b|\b(?:what|which) (?:country|city|town|state|place|continent|region|river|location|island|building|stadium|university|college|school|church)\b/iu,
  ],
];

/** Kind of answer that a question asks for, by its question word. */
function answerType(question: string): AnswerType {
  for (const [type, pattern] of types) if (pattern.test(question)) return type;
  return "any";
}

/** Words that ask for a kind of answer and need not stand in it. */
export const askingWords: ReadonlySet<string> = new Set(
  "name tell explain describe list give say many much kind type sort year date day month century decade percent percentage number amount time long old far often large big high deep tall wide heavy fast least most person people happen happens happened called mean".split(
    " ",
  ),
);

/** Weight of a word that asks for the kind of answer or says little, against one that names the topic. */
const askingWeight = 0.3;

/**
 * Reads a question: its content words with their weights, and what kind of answer it wants. Where all words are stop
 * words, all of them count.
 */
export function parseQuestion(
  text: string,
  weightOf: (word: Word) => number,
  language: TextLanguage = textLanguage(),
): ParsedQuestion {
  const { isEnglish, stopWords } = language;
  const all = language.words(text);
  const content = all.filter((word) => !stopWords.has(word.folded));
  const requested = new Set((isEnglish ? requestedAttribute(text) : []).map((word) => word.stem));
  const first = all.find((word) => /\p{L}|\p{N}/u.test(word.text));
  const isName = (word: Word): boolean => language.hasCapitalNames && word !== first && /^\p{Lu}/u.test(word.text);
  const terms = new Map<string, QuestionTerm>();
  for (const word of content.length === 0 ? all : content) {
    if (terms.has(word.stem)) continue;
    const asking = isEnglish && (askingWords.has(word.folded) || lightVerbs.test(word.folded));
    terms.set(word.stem, {
      word,
      weight: weightOf(word) * (asking ? askingWeight : 1),
      specific: !asking && (/\p{N}/u.test(word.text) || isName(word)),
      requested: requested.has(word.stem),
    });
  }
  return {
    text,
    language,
    type: isEnglish ? answerType(text) : "any",
    defines: isEnglish && definition.test(text),
    terms: [...terms.values()],
    stems: new Set(all.map((word) => word.stem)),
  };
}
