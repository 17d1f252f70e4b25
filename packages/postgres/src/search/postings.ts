import type { Occurrences, Terms } from "@ragstone/tokenizers/words";

/** The chunks that contain a term. A chunk is named by its document's row and its position in the document. */
export interface TermPostings {
  readonly term: string;
  readonly df: number;
  readonly documents: Float64Array;
  readonly positions: Int32Array;
  readonly counts: Int32Array;
  /** Words of each chunk. */
  readonly lengths: Int32Array;
}

/** The name of a word of a path among the terms: no term of a text begins with a slash. */
export function pathTerm(term: string): string {
  return `/${term}`;
}

/** Postings of one document, or a part of them, as they are stored in a row. */
export interface PostingsPart {
  readonly chunks: number;
  /** For each chunk the distance from the chunk before, how often it contains the term, and its length, as LEB128. */
  readonly data: Buffer;
}

/** Data of a row fits into an entry of its index (2,704 bytes in PostgreSQL) next to the longest term. */
const maxPartBytes = 1500;

/** Postings of one document, in as many parts as needed: each begins anew. */
export function encodePostings(occurrences: Occurrences, lengths: Int32Array): PostingsPart[] {
  const parts: PostingsPart[] = [];
  let bytes: number[] = [];
  let [before, chunks] = [0, 0];
  for (let at = 0; at < occurrences.length; at += 2) {
    const position = occurrences[at]!;
    for (const value of [position - before, occurrences[at + 1]!, lengths[position]!]) pushVarint(bytes, value);
    [before, chunks] = [position, chunks + 1];
    if (bytes.length < maxPartBytes && at + 2 < occurrences.length) continue;
    parts.push({ chunks, data: Buffer.from(bytes) });
    [bytes, before, chunks] = [[], 0, 0];
  }
  return parts;
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

/**
 * Postings of one term in several documents.
 *
 * @param data - for each part the document's row as 8 bytes, the length of the postings as 4 bytes, and the postings
 * @param df - chunks in all documents
 */
export function decodePostings(term: string, df: number, data: Buffer): TermPostings {
  const documents = new Float64Array(df);
  const positions = new Int32Array(df);
  const counts = new Int32Array(df);
  const lengths = new Int32Array(df);
  const reader = new VarintReader(data);
  let next = 0;
  while (reader.at < data.length) {
    // A row's number stays below 2^53; a BigInt for each of many documents would take longer than the rest.
    const document = data.readUInt32BE(reader.at) * 2 ** 32 + data.readUInt32BE(reader.at + 4);
    const end = reader.at + 12 + data.readInt32BE(reader.at + 8);
    reader.at += 12;
    let position = 0;
    while (reader.at < end) {
      position += reader.read();
      documents[next] = document;
      positions[next] = position;
      counts[next] = reader.read();
      lengths[next] = reader.read();
      next += 1;
    }
  }
  return { term, df, documents, positions, counts, lengths };
}

class VarintReader {
  at = 0;
  readonly #data: Buffer;

  constructor(data: Buffer) {
    this.#data = data;
  }

  read(): number {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = this.#data[this.at]!;
      this.at += 1;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7;
    }
  }
}

const none = { documents: new Float64Array(), positions: new Int32Array(), counts: new Int32Array(), lengths: new Int32Array() }; // prettier-ignore

/** Of a term that no chunk contains. */
export function noPostings(term: string): TermPostings {
  return { term, df: 0, ...none };
}

/** Terms whose postings were fetched before. Others count as absent, so everything a query needs is fetched first. */
export class FetchedTerms implements Terms<TermPostings> {
  readonly #postings: ReadonlyMap<string, TermPostings>;
  readonly #prefixes: ReadonlyMap<string, readonly string[]>;

  constructor(postings: ReadonlyMap<string, TermPostings>, prefixes: ReadonlyMap<string, readonly string[]>) {
    this.#postings = postings;
    this.#prefixes = prefixes;
  }

  postings(term: string): TermPostings {
    return this.#postings.get(term) ?? noPostings(term);
  }

  frequency(term: string): number {
    return this.#postings.get(term)?.df ?? 0;
  }

  withPrefix(prefix: string): string[] {
    return [...(this.#prefixes.get(prefix) ?? [])];
  }

  union(name: string, all: readonly TermPostings[]): TermPostings {
    const summed = new Map<string, [document: number, position: number, count: number, length: number]>();
    for (const { df, documents, positions, counts, lengths } of all)
      for (let at = 0; at < df; at += 1) {
        const key = `${documents[at]} ${positions[at]}`;
        const standing = summed.get(key);
        if (standing === undefined) summed.set(key, [documents[at]!, positions[at]!, counts[at]!, lengths[at]!]);
        else standing[2] += counts[at]!;
      }
    const entries = [...summed.values()];
    return {
      term: name,
      df: entries.length,
      documents: Float64Array.from(entries, (entry) => entry[0]),
      positions: Int32Array.from(entries, (entry) => entry[1]),
      counts: Int32Array.from(entries, (entry) => entry[2]),
      lengths: Int32Array.from(entries, (entry) => entry[3]),
    };
  }
}
