import { analyzerFor, contentWords, maxPathChunks, wordsOf, type ParsedQuery } from "@ragstone/tokenizers/words";
import type { Transaction } from "../connection/connection.js";
import { decodePostings, FetchedTerms, noPostings, pathTerm, type TermPostings } from "./postings.js";
import type { PostingsCache } from "./postings-cache.js";

/** Where terms are looked up. */
export interface TermSource {
  readonly schema: string;
  readonly collection: number;
  /** Rows of the documents that may be seen; `null` for all. */
  readonly documents: readonly number[] | null;
  readonly languages: readonly (string | null)[];
  /** Used where all documents may be seen. */
  readonly fetched: PostingsCache;
}

/** Terms that one query looks up. */
const maxTerms = 2048;

/** Stored terms that one prefix matches. */
const maxExpansions = 256;

/** Letters by which a prefix may be longer than a stored term: see `queryTerms`. */
const maxBeyondStem = 3;

const maxPrefixes = 64;

/**
 * The terms that a query needs, with their postings: words that only give it its form are left out as `queryTerms` does, since
 * nearly every chunk contains them.
 */
export async function fetchTerms(
  transaction: Transaction,
  query: ParsedQuery,
  source: TermSource,
): Promise<FetchedTerms> {
  const prefixes = new Map<string, readonly string[]>();
  for (const prefix of query.prefixes.slice(0, maxPrefixes).map((one) => one.toLowerCase()))
    if (!prefixes.has(prefix)) prefixes.set(prefix, await termsWithPrefix(transaction, prefix, source));
  const spoken = wordsOf(query.words);
  const words = query.phrases.length > 0 ? spoken : contentWords(spoken);
  const wanted = new Set(termsOf(words, source.languages));
  for (const [prefix, terms] of prefixes) {
    for (const term of terms) wanted.add(term);
    for (let length = Math.max(3, prefix.length - maxBeyondStem); length <= prefix.length; length += 1)
      wanted.add(prefix.slice(0, length));
  }
  const terms = [...wanted].slice(0, maxTerms);
  const inTexts = await fetchPostings(transaction, terms, source);
  return new FetchedTerms(new Map([...inTexts, ...(await fetchPathPostings(transaction, terms, source))]), prefixes);
}

/** The terms that {@link fetchTerms} leaves out. */
export async function fetchLeftOut(
  transaction: Transaction,
  query: ParsedQuery,
  source: TermSource,
): Promise<FetchedTerms> {
  const spoken = wordsOf(query.words);
  const kept = new Set(contentWords(spoken));
  const leftOut = spoken.filter((word) => !kept.has(word));
  const terms = [...new Set(termsOf(leftOut, source.languages))].slice(0, maxTerms);
  return new FetchedTerms(await fetchPostings(transaction, terms, source), new Map());
}

/** The forms of words in every language. */
function termsOf(words: readonly string[], languages: readonly (string | null)[]): string[] {
  const analyzers = [...new Set(languages.map(analyzerFor))];
  return analyzers.flatMap((analyzer) => words.flatMap((word) => analyzer.termsOf(word)));
}

/** Number of chunks that contain each term. */
export async function fetchFrequencies(
  transaction: Transaction,
  terms: readonly string[],
  { schema, collection, documents }: TermSource,
): Promise<Map<string, number>> {
  const { rows } = await transaction.query<{ term: string; df: number }>(
    `SELECT term, sum(chunks)::int AS df FROM ${schema}.postings
      WHERE collection = $1 AND term = ANY($2) AND ($3::bigint[] IS NULL OR document = ANY($3)) GROUP BY term`,
    [collection, terms, documents],
  );
  return new Map(rows.map(({ term, df }) => [term, df]));
}

async function fetchPostings(
  transaction: Transaction,
  terms: readonly string[],
  source: TermSource,
): Promise<Map<string, TermPostings>> {
  return throughCache(terms, source, async (wanted) => {
    const { schema, collection, documents } = source;
    const { rows } = await transaction.query<PostingsRow>(
      `SELECT term, sum(chunks)::int AS df, string_agg(int8send(document) || int4send(length(data)) || data, ''::bytea) AS data
        FROM ${schema}.postings WHERE collection = $1 AND term = ANY($2)${documents === null ? "" : " AND document = ANY($3)"}
        GROUP BY term`,
      documents === null ? [collection, wanted] : [collection, wanted, documents],
    );
    return rows;
  });
}

/** The same words in paths, but for those of so many chunks that they say nothing. */
async function fetchPathPostings(
  transaction: Transaction,
  terms: readonly string[],
  source: TermSource,
): Promise<Map<string, TermPostings>> {
  return throughCache(terms.map(pathTerm), source, async (wanted) => {
    const { schema, collection, documents } = source;
    const { rows } = await transaction.query<PostingsRow>(
      `SELECT wanted.term, sum(of_path.chunks)::int AS df,
        string_agg(int8send(document) || int4send(length(data)) || data, ''::bytea) AS data
      FROM unnest($2::text[]) AS wanted (term), LATERAL (
        SELECT document, chunks, data FROM ${schema}.postings
          WHERE collection = $1 AND term = wanted.term${documents === null ? "" : " AND document = ANY($3)"} LIMIT ${maxPathChunks + 1}
      ) AS of_path GROUP BY wanted.term HAVING sum(of_path.chunks) <= ${maxPathChunks}`,
      documents === null ? [collection, wanted] : [collection, wanted, documents],
    );
    return rows;
  });
}

interface PostingsRow {
  readonly term: string;
  readonly df: number;
  readonly data: Buffer;
}

/** Asks for the terms that are not known; those that it gives no row for have no postings. */
async function throughCache(
  terms: readonly string[],
  { documents, fetched }: TermSource,
  ask: (wanted: readonly string[]) => Promise<readonly PostingsRow[]>,
): Promise<Map<string, TermPostings>> {
  const isWhole = documents === null;
  const found = new Map<string, TermPostings>();
  for (const term of isWhole ? terms : []) {
    const known = fetched.get(term);
    if (known !== undefined) found.set(term, known);
  }
  const wanted = terms.filter((term) => !found.has(term));
  if (wanted.length === 0) return found;
  const rows = new Map((await ask(wanted)).map((row) => [row.term, row]));
  for (const term of wanted) {
    const row = rows.get(term);
    const postings = row === undefined ? noPostings(term) : decodePostings(term, row.df, row.data);
    found.set(term, postings);
    if (isWhole) fetched.set(postings);
  }
  return found;
}

/** The first in alphabetical order, by jumping from one term to the next. */
async function termsWithPrefix(
  transaction: Transaction,
  prefix: string,
  { schema, collection, documents }: TermSource,
): Promise<string[]> {
  const seen = documents === null ? "" : " AND document = ANY($3)";
  const { rows } = await transaction.query<{ term: string }>(
    `WITH RECURSIVE found AS (
      (SELECT term FROM ${schema}.postings WHERE collection = $1 AND term >= $2${seen} ORDER BY term LIMIT 1)
      UNION ALL
      SELECT next.term FROM found, LATERAL (
        SELECT term FROM ${schema}.postings WHERE collection = $1 AND term > found.term${seen} ORDER BY term LIMIT 1
      ) AS next WHERE starts_with(found.term, $2)
    ) SELECT term FROM found WHERE starts_with(term, $2) LIMIT ${maxExpansions}`,
    documents === null ? [collection, prefix] : [collection, prefix, documents],
  );
  return rows.map(({ term }) => term);
}
