import { aloneCode, codeOf, complexCode, droppedCode, expansionOf, spaceCode, unseenCode } from "./characters.js";
import { PieceCache, longestCached, mostCached } from "./piece-cache.js";
import { firstHash, nextHash } from "./hash.js";
import { bertVocabulary, unknownId, type Vocabulary } from "./vocabulary.js";

/** A word of more characters than this is one unknown token: `max_input_chars_per_word` of BERT. */
const longestWord = 100;
/** Room for a word of {@link longestWord} characters of two code units, and one more to detect that it is longer. */
const wordRoom = 2 * longestWord + 8;

/** Code points whose expansion is remembered: all of Hangul, and the emoji and letters past U+FFFF that a text uses. */
const mostExpansions = 1 << 14;

const wordHash = firstHash(false);
const continuationHash = firstHash(true);

/** Receives tokens in order: `start` and `end` are offsets into the scanned text. */
export interface TokenSink {
  add(id: number, start: number, end: number): void;
}

/**
 * Cuts text into WordPiece tokens in one pass. Contains the scratch memory and caches of one tokenizer: not re-entrant.
 */
export class Scanner {
  readonly #vocabulary: Vocabulary = bertVocabulary();
  /** Code of every UTF-16 code unit, found when first met. */
  readonly #codes = new Int32Array(0x10000).fill(unseenCode);
  /** Id of the token that a single unit becomes, plus one. */
  readonly #aloneIds = new Uint16Array(0x10000);
  readonly #word = new Uint16Array(wordRoom);
  /** The origin of each unit of the word, `[start, end)` in the text. */
  readonly #from = new Int32Array(wordRoom);
  readonly #to = new Int32Array(wordRoom);
  readonly #prefixes = new Int32Array(wordRoom);
  readonly #ids = new Int32Array(wordRoom);
  readonly #ends = new Int32Array(wordRoom);
  readonly #expansions = new Map<number, readonly number[]>();
  #cache: PieceCache | undefined;

  /** Number of tokens of `text.slice(start, end)`, each given to `sink` if there is one. */
  // One loop over local variables: every character passes through it, and state in fields would slow it down.
  // oxlint-disable-next-line max-lines-per-function
  scan(text: string, start: number, end: number, sink: TokenSink | null): number {
    const codes = this.#codes;
    const word = this.#word;
    const from = this.#from;
    const to = this.#to;
    const tracks = sink !== null;
    let count = 0;
    let length = 0;
    let pairs = 0;
    let hash = wordHash;
    let position = start;
    while (position < end) {
      const unit = text.charCodeAt(position);
      let code = codes[unit]!;
      if (code === unseenCode) code = codes[unit] = codeOf(unit);
      if (code >= 0) {
        if (length < wordRoom - 2) {
          word[length] = code;
          if (tracks) {
            from[length] = position;
            to[length] = position + 1;
          }
          length += 1;
          hash = nextHash(hash, code);
        } else to[length - 1] = position + 1;
        position += 1;
        continue;
      }
      if (code === droppedCode) {
        position += 1;
        continue;
      }
      if (code !== complexCode) {
        if (length > 0) {
          count += this.#finish(length, pairs, hash, sink);
          length = 0;
          pairs = 0;
          hash = wordHash;
        }
        if (code <= aloneCode) {
          count += 1;
          if (sink !== null) sink.add(this.#aloneId(aloneCode - code), position, position + 1);
        }
        position += 1;
        continue;
      }
      let codePoint = unit;
      let width = 1;
      if (unit >= 0xd800 && unit <= 0xdbff && position + 1 < end) {
        const low = text.charCodeAt(position + 1);
        if (low >= 0xdc00 && low <= 0xdfff) {
          codePoint = (unit - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
          width = 2;
        }
      }
      for (const part of this.#expansion(codePoint)) {
        if (part >= 0) {
          if (length < wordRoom - 2) {
            word[length] = part;
            from[length] = position;
            to[length] = position + width;
            length += 1;
            hash = nextHash(hash, part);
            if (part >= 0xdc00 && part <= 0xdfff) pairs += 1;
          } else to[length - 1] = position + width;
        } else if (part === spaceCode && length > 0) {
          count += this.#finish(length, pairs, hash, sink);
          length = 0;
          pairs = 0;
          hash = wordHash;
        }
      }
      position += width;
    }
    if (length > 0) count += this.#finish(length, pairs, hash, sink);
    return count;
  }

  #expansion(codePoint: number): readonly number[] {
    let codes = this.#expansions.get(codePoint);
    if (codes === undefined) {
      if (this.#expansions.size >= mostExpansions) this.#expansions.clear();
      codes = expansionOf(codePoint);
      this.#expansions.set(codePoint, codes);
    }
    return codes;
  }

  #aloneId(unit: number): number {
    const known = this.#aloneIds[unit]!;
    if (known !== 0) return known - 1;
    const found = this.#vocabulary.find(nextHash(wordHash, unit), new Uint16Array([unit]), 0, 1);
    const id = found < 0 ? unknownId : found;
    this.#aloneIds[unit] = id + 1;
    return id;
  }

  #finish(length: number, pairs: number, hash: number, sink: TokenSink | null): number {
    const whole = this.#vocabulary.find(hash, this.#word, 0, length);
    if (whole >= 0) {
      if (sink !== null) sink.add(whole, this.#from[0]!, this.#to[length - 1]!);
      return 1;
    }
    const cache = (this.#cache ??= new PieceCache({ word: this.#word, ids: this.#ids, ends: this.#ends }));
    const slot = PieceCache.slotOf(hash);
    let count = length > longestCached ? 0 : cache.find(slot, hash, length);
    if (count > 0) {
      if (sink === null) return count;
      const base = slot * mostCached;
      for (let index = 0, begin = 0; index < count; index += 1) {
        const finish = cache.ends[base + index]!;
        sink.add(cache.ids[base + index]!, this.#from[begin]!, this.#to[finish - 1]!);
        begin = finish;
      }
      return count;
    }
    count = this.#pieces(length, pairs);
    cache.keep(slot, hash, length, count);
    if (sink !== null) {
      for (let index = 0, begin = 0; index < count; index += 1) {
        const finish = this.#ends[index]!;
        sink.add(this.#ids[index]!, this.#from[begin]!, this.#to[finish - 1]!);
        begin = finish;
      }
    }
    return count;
  }

  /** Longest piece first (Wu et al. 2016); one piece that is not in the vocabulary makes the whole word unknown. */
  #pieces(length: number, pairs: number): number {
    const { longest } = this.#vocabulary;
    let count = 0;
    let begin = length - pairs > longestWord ? length + 1 : 0;
    while (begin < length) {
      const limit = Math.min(length, begin + longest);
      let hash = begin === 0 ? wordHash : continuationHash;
      for (let at = begin; at < limit; at += 1) {
        hash = nextHash(hash, this.#word[at]!);
        this.#prefixes[at] = hash;
      }
      let finish = limit;
      let id = -1;
      for (; finish > begin; finish -= 1) {
        id = this.#vocabulary.find(this.#prefixes[finish - 1]!, this.#word, begin, finish);
        if (id >= 0) break;
      }
      if (id < 0) break;
      this.#ids[count] = id;
      this.#ends[count] = finish;
      count += 1;
      begin = finish;
    }
    if (begin === length) return count;
    this.#ids[0] = unknownId;
    this.#ends[0] = length;
    return 1;
  }
}
