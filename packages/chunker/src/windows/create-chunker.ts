import {
  embeddingText,
  finishSteps,
  InvalidOptionError,
  type Chunk,
  type Chunker,
  type PageSpan,
  type Steps,
  type TextRange,
  type Tokenizer,
} from "@ragstone/core";
import { chooseCuts } from "./choose-cuts.js";
import { cutCosts, sizing } from "./costs.js";
import { Outline, type Place } from "./place.js";
import { preference } from "./preference.js";
import { stretchesOf, type ChunkSource, type Stretch } from "./pieces.js";
import { relativeCosts } from "./relative-costs.js";
import { safeCut, splitLong, type HeavyText } from "./split-long.js";
import { separatesWords, trimmedEnd, trimmedStart } from "./white-space.js";

/**
 * Tokens of text that a chunk aims for where the window is larger: past about 500 the vector of a static table drifts
 * to the mean of the topic.
 */
export const defaultTargetTokens = 400;

export interface ChunkerOptions {
  /** The embedder's own: counts are only as exact as it is. */
  readonly tokenizer: Tokenizer;
  /** Most tokens of one input of the embedder, special tokens included. */
  readonly windowTokens: number;
  /**
   * Target tokens of text in a chunk; it may contain up to twice as many within the window. `"window"` fills the
   * window.
   * @defaultValue {@link defaultTargetTokens}, or the window if that is smaller
   */
  readonly targetTokens?: number | "window" | undefined;
  /**
   * Tokens that the embedder itself puts before every passage (an instruction).
   * @defaultValue 0
   */
  readonly reservedTokens?: number | undefined;
}

/** Pieces, parts or chunks between two pauses; about a millisecond of counting tokens. */
const stepParts = 64;
/** Least room that a chunker works with. */
const leastTokens = 16;
/** Share of the window that headings and header rows may take. */
const contextRatio = 0.25;
/**
 * Characters that weigh as much as a token at least: a megabyte that a model takes for one unknown word still fills a
 * chunk.
 */
const charactersPerToken = 12;

/**
 * Cuts documents into windows: each chunk is `text.slice(start, end)`, chunks are in order and contain every character
 * that is neither white space nor hidden, and the embedder's input for a chunk (context, text, special tokens,
 * `reservedTokens`) fits `windowTokens`. Cuts are at the start of headings, paragraphs, items, rows or sentences, in
 * order of preference, at about `targetTokens`. Linear.
 *
 * @throws {@link InvalidOptionError} if the window has no room for 16 tokens of text, or `targetTokens` is not between
 * 16 and that room
 * @example
 * ```ts
 * const chunker = createChunker({ tokenizer: wordPiece(), windowTokens: 512 });
 * const chunks = chunker.chunk(document);
 * ```
 */
export function createChunker({ tokenizer, windowTokens, targetTokens, reservedTokens = 0 }: ChunkerOptions): Chunker {
  if (!Number.isInteger(reservedTokens) || reservedTokens < 0)
    throw new InvalidOptionError("reservedTokens", reservedTokens, "a whole number from 0");
  const fixedTokens = tokenizer.specialTokens + reservedTokens;
  const room = windowTokens === Infinity ? Number.MAX_SAFE_INTEGER : windowTokens - fixedTokens;
  if (!Number.isInteger(room) || room < leastTokens) {
    throw new InvalidOptionError(
      "windowTokens",
      windowTokens,
      `at least ${leastTokens + fixedTokens} (${leastTokens} and what every input carries)`,
    );
  }
  const target = targetTokens === "window" ? room : (targetTokens ?? Math.min(defaultTargetTokens, room));
  if (!Number.isInteger(target) || target < leastTokens || target > room) {
    throw new InvalidOptionError(
      "targetTokens",
      target,
      `a whole number from ${leastTokens} to the window's ${room}, or "window"`,
    );
  }
  const limits: Limits = {
    fixedTokens,
    room,
    target,
    ceiling: Math.min(room, Math.ceil(target * sizing.ceiling)),
    floor: Math.floor(target * sizing.floor),
    maxContextTokens: Math.floor(Math.min(room, 4 * defaultTargetTokens) * contextRatio),
  };
  return {
    fingerprint: [
      `ragstone-2 ${tokenizer.name} window=${windowTokens} target=${target}`,
      `reserved=${reservedTokens} special=${tokenizer.specialTokens}`,
    ].join(" "),
    chunk: (document) => finishSteps(new Cutter(document, tokenizer, limits).chunks(0, document.text.length)),
    chunkSteps: (document) => new Cutter(document, tokenizer, limits).chunks(0, document.text.length),
    split(document, chunk) {
      const half = Math.max(1, Math.floor((chunk.tokens - fixedTokens) / 2));
      const smaller = {
        ...limits,
        room: half,
        target: half,
        ceiling: half,
        floor: 0,
        maxContextTokens: Math.min(limits.maxContextTokens, Math.floor(half / 2)),
      };
      return finishSteps(new Cutter(document, tokenizer, smaller).chunks(chunk.start, chunk.end));
    },
  };
}

interface Limits {
  readonly fixedTokens: number;
  /** Tokens of the window that context and text may fill. */
  readonly room: number;
  readonly target: number;
  readonly ceiling: number;
  readonly floor: number;
  readonly maxContextTokens: number;
}

class Cutter {
  readonly #document: ChunkSource;
  readonly #tokenizer: Tokenizer;
  readonly #limits: Limits;
  readonly #chunks: Chunk[] = [];
  #page = 0;

  constructor(document: ChunkSource, tokenizer: Tokenizer, limits: Limits) {
    this.#document = document;
    this.#tokenizer = tokenizer;
    this.#limits = limits;
  }

  /** Chunks of the part `[from, to)` of the document. */
  *chunks(from: number, to: number): Steps<readonly Chunk[]> {
    const outline = new Outline(this.#document.title, this.#limits.maxContextTokens, (text) =>
      this.#tokenizer.count(text),
    );
    for (const stretch of yield* stretchesOf(this.#document, outline)) yield* this.#cut(stretch, from, to);
    return this.#chunks;
  }

  *#cut(stretch: Stretch, from: number, to: number): Steps<void> {
    const { target, floor, ceiling, room } = this.#limits;
    const pieces = yield* this.#weigh(stretch, from, to);
    const { starts, weights, places } = pieces;
    if (starts.length === 0) return;
    const rooms = places.map((place) => Math.min(ceiling, room - place.contextTokens));
    const { text } = this.#document;
    const costs = relativeCosts(pieces.costs, weights, target * sizing.reach).map(
      (cost, piece) => cost + cutCosts.preference * preference(text, starts[piece]!),
    );
    const deviation = target < room ? sizing.deviation : sizing.deviationBelowWindow;
    const cuts = yield* chooseCuts({ weights, costs, rooms, target, floor, deviation });
    for (const [index, first] of cuts.entries()) {
      if (index % stepParts === 0) yield;
      const next = cuts[index + 1] ?? starts.length;
      this.#emit(starts[first]!, starts[next] ?? pieces.end, places[first]!, sumOf(pieces, first, next));
    }
  }

  *#weigh(stretch: Stretch, from: number, to: number): Steps<Weighed> {
    const { text } = this.#document;
    const { ceiling, room, maxContextTokens, target } = this.#limits;
    const limit = Math.max(1, Math.min(ceiling, room - maxContextTokens));
    const least = target * sizing.leastPiece;
    const weighed: Weighed = {
      starts: [],
      costs: [],
      places: [],
      weights: [],
      tokens: [],
      end: Math.min(stretch.end, to),
    };
    const weightOf = (start: number, end: number, tokens: number): number =>
      Math.max(1, tokens, Math.ceil((end - start) / charactersPerToken));
    const heavy: HeavyText = {
      text,
      limit,
      weigh: (from, to) => weightOf(from, to, this.#tokenizer.count(text, from, to)),
    };
    const add = ({ start, end, cost, place, tokens }: WeighedPiece): void => {
      const last = weighed.starts.length - 1;
      const weight = weightOf(start, end, tokens);
      // Where words are cut, counts of parts do not add up.
      const known = last < 0 || separatesWords(text.charCodeAt(start - 1)) ? tokens : NaN;
      if (last >= 0 && weight < least && cost >= cutCosts.sentence && weighed.weights[last]! + weight <= least) {
        weighed.weights[last]! += weight;
        weighed.tokens[last]! += known;
        return;
      }
      weighed.tokens.push(known);
      weighed.starts.push(start);
      weighed.costs.push(cost);
      weighed.places.push(place);
      weighed.weights.push(weight);
    };
    for (const [index, pieceStart] of stretch.starts.entries()) {
      if (index % stepParts === 0) yield;
      const start = Math.max(pieceStart, from);
      const end = Math.min(stretch.starts[index + 1] ?? stretch.end, to);
      if (start >= end) continue;
      const place = stretch.places[index]!;
      // Too long by its characters alone: counting the tokens of a possibly whole document would add nothing.
      const tokens = weightOf(start, end, 0) > limit ? Infinity : this.#tokenizer.count(text, start, end);
      if (weightOf(start, end, tokens) <= limit) add({ start, end, cost: stretch.costs[index]!, place, tokens });
      else {
        const parts = yield* splitLong(heavy, start, end);
        for (const [part, { start: partStart, cost }] of parts.entries()) {
          if (part % stepParts === 0) yield;
          const partEnd = parts[part + 1]?.start ?? end;
          add({
            start: partStart,
            end: partEnd,
            cost: part === 0 ? stretch.costs[index]! : cost,
            place,
            tokens: this.#tokenizer.count(text, partStart, partEnd),
          });
        }
      }
    }
    return weighed;
  }

  /**
   * Adds the chunk, or smaller ones if pieces weigh more together than the sum of them.
   *
   * @param textTokens - tokens of the text if they are known, else NaN
   */
  #emit(from: number, to: number, place: Place, textTokens: number): void {
    const { text } = this.#document;
    const start = from;
    const end = trimmedEnd(text, from, to);
    if (trimmedStart(text, start, end) === end) return;
    const slice = text.slice(start, end);
    const { context } = place;
    const inWindow = this.#tokenizer.additive
      ? place.contextTokens + (Number.isNaN(textTokens) ? this.#tokenizer.count(text, start, end) : textTokens)
      : this.#tokenizer.count(embeddingText({ context, text: slice }));
    const tokens = this.#limits.fixedTokens + inWindow;
    if (tokens <= this.#limits.room + this.#limits.fixedTokens || end - start <= 1) {
      this.#chunks.push({
        start,
        end,
        text: slice,
        tokens,
        context,
        headings: place.headings,
        pages: this.#pages(start, end),
      });
      return;
    }
    const middle = this.#middle(start, end);
    if (middle <= start || middle >= end) {
      this.#chunks.push({
        start,
        end,
        text: slice,
        tokens: tokens - place.contextTokens,
        context: "",
        headings: place.headings,
        pages: this.#pages(start, end),
      });
      return;
    }
    this.#emit(start, middle, place, NaN);
    this.#emit(trimmedStart(text, middle, end), end, place, NaN);
  }

  #middle(start: number, end: number): number {
    const { text } = this.#document;
    const half = start + Math.ceil((end - start) / 2);
    for (let at = half; at > start + (half - start) / 2; at -= 1)
      if (separatesWords(text.charCodeAt(at - 1))) return at;
    return safeCut(text, start, half);
  }

  #pages(start: number, end: number): readonly number[] {
    const pages: readonly PageSpan[] = this.#document.pages;
    while (this.#page < pages.length && pages[this.#page]!.end <= start) this.#page += 1;
    const found: number[] = [];
    for (let index = this.#page; index < pages.length && pages[index]!.start < end; index += 1)
      found.push(pages[index]!.page);
    return found;
  }
}

/** Tokens of the pieces `[first, next)` together, or NaN if they must be counted. */
function sumOf({ tokens }: Weighed, first: number, next: number): number {
  let sum = 0;
  for (let piece = first; piece < next; piece += 1) sum += tokens[piece]!;
  return sum;
}

interface WeighedPiece extends TextRange {
  readonly cost: number;
  readonly place: Place;
  readonly tokens: number;
}

interface Weighed {
  readonly starts: number[];
  readonly costs: number[];
  readonly places: Place[];
  readonly weights: number[];
  /** NaN for a piece that is glued to the one before it. */
  readonly tokens: number[];
  readonly end: number;
}
