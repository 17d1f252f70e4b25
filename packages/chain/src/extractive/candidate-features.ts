import type { Passage, TextRange } from "@ragstone/core";
import type { Word } from "@ragstone/verify/internal";
import { buildExcerpt } from "./build-excerpt.js";
import { elementsOf } from "./elements-of.js";
import type { Excerpt } from "./excerpt.js";
import { typedPlaces, type TypedPlaces } from "./typed-places.js";
import { identifiersOf } from "./identifiers-of.js";
import { isFurniture } from "./is-furniture.js";
import { isQuestion } from "./is-question.js";
import { matchTerm, type WordSimilarity } from "./match-term.js";
import type { ParsedQuestion } from "./question.js";
import { opensWithTerms } from "./opens-with-terms.js";
import { cosineOf, type SentenceVector } from "./sentence-vector.js";
import type { TextElement } from "./text-element.js";

/** What tells an excerpt that answers from others, each about in `[0, 1]`; the order of the weights. */
export const featureNames = [
  "own", // share of the question's weight that the key sentence matches
  "context", // what its term, lead-in and table header add
  "excerpt", // what the rest of the excerpt adds
  "heading", // what the nearest heading adds
  "path", // what all headings and the path add
  "passage", // what the rest of the passage adds
  "missing", // weight of the heaviest term that the excerpt and its headings do not match, by the question's heaviest
  "names", // share of the weight of names and numbers in the excerpt and its headings; 1 when the question has none
  "identifiers", // share of the question's identifiers in the excerpt and its headings, whole; 1 when it has none
  "stems", // share of the weight that the excerpt matches by stem alone
  "pairs", // share of the question's neighbouring terms that are neighbours in the excerpt
  "typeOwn", // the key sentence has a value of the requested type
  "typeExcerpt", // the excerpt has one
  "typeMissing", // it has none
  "valueMissing", // the same of numbers and dates alone
  "defines", // the question asks for a definition, and the key sentence or its term opens with it
  "similar", // cosine of question and key sentence
  "similarExcerpt", // cosine of question and excerpt with its nearest heading
  "rank", // rank score of the passage, the best being 1
  "first", // in the best passage
  "vector", // cosine of question and passage as the index measured it
  "length", // ln(1 + words of the excerpt) / 5
  "code", // the key is code
  "row", // the key is a table row
  "list", // the key is a list item
  "howto", // the question asks how, and the excerpt has code or a list
  "listing", // the question asks for several things, and the excerpt has a list
  "pronoun", // the key starts with a word that points back
  "label", // share of the question that the nearest heading or the term matches
  "labelled", // share of the words of that heading or term that the question has
] as const;

export type FeatureName = (typeof featureNames)[number];

export interface Candidate extends Excerpt {
  /** How far the excerpt with its headings matches each term, in `[0, 1]`, in the order of the terms. */
  readonly matches: Float64Array;
  /** In the order of {@link featureNames}. */
  readonly features: readonly number[];
}

export interface FeatureOptions {
  readonly question: ParsedQuestion;
  readonly passages: readonly Passage[];
  readonly similarity: WordSimilarity;
  readonly sentenceVector: SentenceVector;
  readonly targetWords: number;
  readonly maxWords: number;
}

/** Words of the longest excerpt: a key sentence or piece of code that is longer is no answer. */
const longestExcerpt = 120;
/** Match of a term that only a heading or the path contains. */
const headingMatch = 0.6;
const pathMatch = 0.4;
const pointsBack = /^(?:he|she|it|they|his|her|its|their|this|these|those|that|such|him|them|here|there)$/u;
const asksHow =
  /\bhow (?:do|does|can|could|would|should|to)\b|\bwhich (?:command|steps?)\b|\bwhat (?:command|steps?)\b/iu;
const asksWhich = /\b(?:who|whom|whose|what|which|where|when|why|how)\b/iu;
const denial = /^(?:no|not|none|never|nobody|nothing|without|both|all|each|every|once|only)$|n['’]t$/u;
const asksSeveral = /\b(?:which|what|list|name)\b.*\b\p{L}{3,}s\b|\b(?:two|three|four|five|six|all)\b/iu;

/**
 * The cosines that sentences with these matched shares have on average, for indexes without word vectors: linear
 * regression on the excerpts that the weights were fitted on.
 */
const similarByWords = {
  own: (share: number): number => 0.109 + 0.851 * share,
  excerpt: (share: number): number => 0.147 + 0.682 * share,
} as const;

/** An excerpt around every sentence, row and piece of code of the passages, with its features. */
export function candidateFeatures(options: FeatureOptions): Candidate[] {
  const bestScore = Math.max(...options.passages.map((passage) => passage.score), 1e-9);
  const measure = new Measure(options, bestScore);
  return options.passages.flatMap((passage) => new PassageMeasure(passage, measure, options).candidates());
}

/** What is computed once per question. */
class Measure {
  readonly question: ParsedQuestion;
  readonly bestScore: number;
  readonly vector: Float32Array | null;
  readonly identifiers: readonly string[];
  readonly #similarity: WordSimilarity;
  readonly #known = new Map<string, Float64Array>();
  readonly #total: number;
  readonly #heaviest: number;

  constructor({ question, similarity, sentenceVector }: FeatureOptions, bestScore: number) {
    this.question = question;
    this.bestScore = bestScore;
    this.#similarity = similarity;
    this.vector = sentenceVector(question.terms.map((term) => term.word));
    this.identifiers = identifiersOf(question.text);
    this.#total = question.terms.reduce((sum, term) => sum + term.weight, 0) || 1;
    this.#heaviest = Math.max(...question.terms.map((term) => term.weight), 1e-9);
  }

  match(word: Word): Float64Array {
    let match = this.#known.get(word.folded);
    if (match === undefined) {
      const how = { similarity: this.#similarity, areRelated: this.question.language.areRelated };
      match = Float64Array.from(this.question.terms, (term) => matchTerm(term.word, word, how));
      this.#known.set(word.folded, match);
    }
    return match;
  }

  matches(list: readonly Word[], scale = 1): Float64Array {
    const best = new Float64Array(this.question.terms.length);
    for (const word of list) {
      const match = this.match(word);
      for (let at = 0; at < best.length; at += 1) best[at] = Math.max(best[at]!, scale * match[at]!);
    }
    return best;
  }

  share(value: ArrayLike<number>): number {
    return this.question.terms.reduce((sum, term, at) => sum + term.weight * value[at]!, 0) / this.#total;
  }

  stemShare(value: ArrayLike<number>): number {
    return this.question.terms.reduce((sum, term, at) => sum + (value[at] === 1 ? term.weight : 0), 0) / this.#total;
  }

  nameShare(value: ArrayLike<number>): number {
    let held = 0;
    let total = 0;
    this.question.terms.forEach((term, at) => {
      if (!term.specific) return;
      held += term.weight * value[at]!;
      total += term.weight;
    });
    return total === 0 ? 1 : held / total;
  }

  missing(value: ArrayLike<number>): number {
    return Math.max(0, ...this.question.terms.map((term, at) => term.weight * (1 - value[at]!))) / this.#heaviest;
  }

  identifierShare(text: string): number {
    if (this.identifiers.length === 0) return 1;
    const lower = text.toLowerCase();
    return this.identifiers.filter((one) => lower.includes(one)).length / this.identifiers.length;
  }
}

class PassageMeasure {
  readonly #passage: Passage;
  readonly #measure: Measure;
  readonly #options: FeatureOptions;
  readonly #words: readonly Word[];
  readonly #elements: readonly TextElement[];
  readonly #overall: Float64Array;
  readonly #path: Float64Array;
  readonly #typed: TypedPlaces;
  readonly #labels = new Map<string, readonly Word[]>();

  constructor(passage: Passage, measure: Measure, options: FeatureOptions) {
    this.#passage = passage;
    this.#measure = measure;
    this.#options = options;
    this.#words = measure.question.language.words(passage.text);
    this.#elements = elementsOf(passage);
    this.#typed = typedPlaces(measure.question, passage.text, this.#words);
    this.#overall = measure.matches(this.#words);
    this.#path = measure.matches(
      measure.question.language.words([...passage.headings, passage.path.replace(/[/._-]+/gu, " ")].join(" ")),
      pathMatch,
    );
  }

  candidates(): Candidate[] {
    const { targetWords, maxWords } = this.#options;
    const found: Candidate[] = [];
    this.#elements.forEach((element, at) => {
      if (element.kind !== "code" && isFurniture(this.#passage.text.slice(element.start, element.end))) return;
      for (const key of element.sentences) {
        const text = this.#passage.text.slice(key.start, key.end);
        if (isQuestion(text) || isFurniture(text) || !/[\p{L}\p{N}]{2}/u.test(text)) continue;
        if (element.kind !== "code" && !this.#isNew(key)) continue;
        const excerpt = buildExcerpt({
          passage: this.#passage,
          elements: this.#elements,
          at,
          key,
          targetWords,
          maxWords,
        });
        if (excerpt.words <= longestExcerpt) found.push(this.#candidate(excerpt));
      }
    });
    return found;
  }

  /**
   * Whether a sentence has a word that the question does not, or denies it: one that only repeats the question answers
   * nothing, unless the question asks whether.
   */
  #isNew(key: TextRange): boolean {
    const { stems, language, text } = this.#measure.question;
    if (!asksWhich.test(text)) return true;
    return this.#wordsIn(key).some(
      (word) => !stems.has(word.stem) && (!language.stopWords.has(word.folded) || denial.test(word.folded)),
    );
  }

  #candidate(excerpt: Excerpt): Candidate {
    const { element, key, pieces } = excerpt;
    const measure = this.#measure;
    const { question } = measure;
    const { text } = this.#passage;
    const ownWords = this.#wordsIn(key);
    const own = measure.matches(ownWords);
    const context = atLeast(
      own,
      ...[element.term, element.leadIn, element.header].map((range) =>
        range === null ? own : measure.matches(this.#wordsIn(range), 0.9),
      ),
    );
    const excerptWords = pieces.flatMap((piece) => this.#wordsIn(piece));
    const bare = measure.matches(excerptWords);
    const all = atLeast(
      context,
      bare.map((match) => 0.85 * match),
    );
    const label = this.#wordsOf(element.headings.at(-1) ?? "");
    const headed = atLeast(all, measure.matches(label, headingMatch));
    const pathed = atLeast(headed, this.#path, measure.matches(this.#wordsOf(element.headings.join(" ")), pathMatch));
    const overall = atLeast(pathed, this.#overall);
    const named = this.#label(element);
    const shares = [own, context, all, headed, pathed, overall].map((value) => measure.share(value));
    const gain = (step: number): number => shares[step]! - shares[step - 1]!;
    const shown = pieces.map((piece) => text.slice(piece.start, piece.end)).join("\n");
    const features: Record<FeatureName, number> = {
      own: shares[0]!,
      context: gain(1),
      excerpt: gain(2),
      heading: gain(3),
      path: gain(4),
      passage: gain(5),
      missing: measure.missing(pathed),
      names: measure.nameShare(pathed),
      identifiers: measure.identifierShare(
        `${shown}\n${element.headings.join("\n")}\n${this.#passage.headings.join("\n")}\n${this.#passage.path}`,
      ),
      stems: measure.stemShare(bare),
      pairs: pairs(question, excerptWords),
      ...this.#typeFeatures(key, pieces),
      defines: Number(question.defines && opensWithTerms(question, text, ownWords)),
      ...this.#similarities(ownWords, [...excerptWords, ...label], shares),
      rank: this.#passage.score / measure.bestScore,
      first: Number(this.#passage.score === measure.bestScore),
      vector: this.#passage.scores.vector ?? 0,
      length: Math.log1p(excerpt.words) / 5,
      ...this.#kinds(element, key),
      ...named,
      pronoun: Number(question.language.isEnglish && ownWords[0] !== undefined && pointsBack.test(ownWords[0].folded)),
    };
    return { ...excerpt, matches: pathed, features: featureNames.map((name) => features[name]) };
  }

  /** How far the term, or else the nearest heading, is what the question is about. */
  #label({ term, headings }: TextElement): Pick<Record<FeatureName, number>, "label" | "labelled"> {
    const list = this.#content(term === null ? this.#wordsOf(headings.at(-1) ?? "") : this.#wordsIn(term));
    const { stems } = this.#measure.question;
    const share = this.#measure.share(this.#measure.matches(list));
    return { label: share, labelled: list.filter(({ stem }) => stems.has(stem)).length / Math.max(1, list.length) };
  }

  /** Whether key sentence and excerpt have a value of the requested type. */
  #typeFeatures(
    key: TextRange,
    pieces: readonly TextRange[],
  ): Pick<Record<FeatureName, number>, "typeOwn" | "typeExcerpt" | "typeMissing" | "valueMissing"> {
    const { type } = this.#measure.question;
    const { asked, values, vague } = this.#typed;
    const isMissing = !pieces.some((piece) => hasPlace(values, piece));
    return {
      typeOwn: Number(asked && (hasPlace(values, key) || hasPlace(vague, key))),
      typeExcerpt: Number(asked && !isMissing),
      typeMissing: Number(asked && isMissing),
      valueMissing: Number((type === "number" || type === "date") && isMissing),
    };
  }

  #similarities(
    own: readonly Word[],
    all: readonly Word[],
    shares: readonly number[],
  ): Pick<Record<FeatureName, number>, "similar" | "similarExcerpt"> {
    const { vector } = this.#measure;
    const { sentenceVector } = this.#options;
    if (vector === null)
      return { similar: similarByWords.own(shares[0]!), similarExcerpt: similarByWords.excerpt(shares[3]!) };
    return {
      similar: cosineOf(vector, sentenceVector(this.#content(own))),
      similarExcerpt: cosineOf(vector, sentenceVector(this.#content(all))),
    };
  }

  #kinds(
    element: TextElement,
    key: TextRange,
  ): Pick<Record<FeatureName, number>, "code" | "row" | "list" | "howto" | "listing"> {
    const { text } = this.#measure.question;
    const has = (kind: TextElement["kind"]): boolean =>
      element.kind === kind || (element.leadIn === null && this.#introduces(key, kind));
    return {
      code: Number(element.kind === "code"),
      row: Number(element.kind === "row"),
      list: Number(element.kind === "list-item"),
      howto: Number(asksHow.test(text) && (has("code") || has("list-item"))),
      listing: Number(asksSeveral.test(text) && has("list-item")),
    };
  }

  #introduces(key: TextRange, kind: TextElement["kind"]): boolean {
    return this.#elements.some((one) => one.leadIn === key && one.kind === kind);
  }

  #content(list: readonly Word[]): readonly Word[] {
    return list.filter((word) => !this.#measure.question.language.stopWords.has(word.folded));
  }

  /** Words of headings, which many elements share. */
  #wordsOf(label: string): readonly Word[] {
    const known = this.#labels.get(label) ?? this.#measure.question.language.words(label);
    this.#labels.set(label, known);
    return known;
  }

  #wordsIn({ start, end }: TextRange): readonly Word[] {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#words[middle]!.start < start) low = middle + 1;
      else high = middle;
    }
    let to = low;
    while (to < this.#words.length && this.#words[to]!.start < end) to += 1;
    return this.#words.slice(low, to);
  }
}

function hasPlace(places: readonly number[], { start, end }: TextRange): boolean {
  return places.some((place) => place >= start && place < end);
}

function atLeast(first: Float64Array, ...others: readonly Float64Array[]): Float64Array {
  return first.map((value, at) => Math.max(value, ...others.map((other) => other[at]!)));
}

/** Share of the question's neighbouring terms with at most one word between them in the list. */
function pairs({ terms }: ParsedQuestion, list: readonly Word[]): number {
  if (terms.length < 2) return 0;
  const places = list.map((word) => terms.findIndex((term) => term.word.stem === word.stem));
  let found = 0;
  for (let at = 1; at < terms.length; at += 1)
    if (places.some((place, index) => place === at - 1 && (places[index + 1] === at || places[index + 2] === at)))
      found += 1;
  return found / (terms.length - 1);
}
