import {
  analyzerFor,
  chunksPerTerm,
  firstLetters,
  nearestFirst,
  similarTiers,
  typoFor,
  typoOf,
  Vocabulary,
  wordsNear,
  type ComparedWord,
} from "@ragstone/tokenizers/words";
import type { Transaction } from "../connection/connection.js";
import { unescapeText } from "../rows/escape-text.js";
import type { Corpus, CorpusSource } from "./corpus.js";
import { fetchFrequencies } from "./fetch-terms.js";
import { decodePostings, pathTerm } from "./postings.js";

interface NearestTermsSource extends CorpusSource {
  readonly corpus: Corpus;
}

/** See `IndexReader.nearestTerms`. Nothing in the result depends on documents outside of the corpus. */
export async function nearestTerms(
  transaction: Transaction,
  written: string,
  source: NearestTermsSource,
): Promise<string[]> {
  const { corpus } = source;
  const typo = typoOf(written);
  // The name of a file or folder is no typo.
  if (typo === null || corpus.chunks === 0 || (await isInPaths(transaction, written, source))) return [];
  for (const first of firstLetters) {
    const compared = typoFor(typo, first);
    const similar = (await termsLike(transaction, compared, first, source)).similar(compared, first);
    const terms = similar.map(({ term }) => term);
    const frequencies = await fetchFrequencies(transaction, terms, { ...source, ...corpus });
    for (const tier of similarTiers(similar, (term) => frequencies.get(term) ?? 0)) {
      const texts = await textsWith(transaction, tier, source);
      const words = texts.flatMap((text) => wordsNear(text, compared, first));
      if (words.length > 0) return nearestFirst(words, typo, await counted(transaction, words, source));
    }
  }
  return [];
}

async function isInPaths(transaction: Transaction, word: string, source: NearestTermsSource): Promise<boolean> {
  const forms = source.corpus.languages.map((language) => analyzerFor(language).terms(word).map(pathTerm));
  const frequencies = await fetchFrequencies(transaction, [...new Set(forms.flat())], { ...source, ...source.corpus });
  return forms.some((terms) => terms.every((term) => frequencies.has(term)));
}

/** The stored terms that may be similar to a word: those of the beginnings that `Vocabulary.similar` looks at. */
async function termsLike(
  transaction: Transaction,
  { word }: ComparedWord,
  first: "same" | "other",
  { schema, collection }: NearestTermsSource,
): Promise<Vocabulary> {
  const [one, two = ""] = word;
  const condition =
    first === "same"
      ? "term >= $2 AND term < $2 || chr(1114111)"
      : "substr(term, 1, 1) <> $2 AND (substr(term, 1, 1) = $3 OR substr(term, 2, 1) IN ($2, $3))";
  const { rows } = await transaction.query<{ term: string }>(
    `SELECT term FROM ${schema}.terms WHERE collection = $1 AND ${condition}`,
    first === "same" ? [collection, one] : [collection, one, two],
  );
  return new Vocabulary(rows.map(({ term }) => term));
}

/** Texts with their headings, of the first chunks by path with each term. */
async function textsWith(
  transaction: Transaction,
  terms: readonly string[],
  { schema, collection, corpus: { documents } }: NearestTermsSource,
): Promise<string[]> {
  const { rows } = await transaction.query<{ term: string; chunks: number; document: number; data: Buffer }>(
    `SELECT wanted.term, found.* FROM unnest($2::text[]) AS wanted (term), LATERAL (
      SELECT d.path, d.origin, p.chunks, p.document, int8send(document) || int4send(length(data)) || data AS data
        FROM ${schema}.postings p JOIN ${schema}.documents d ON d.id = p.document AND d.collection = $1
        WHERE p.collection = $1 AND p.term = wanted.term${documents === null ? "" : " AND p.document = ANY($3)"}
        ORDER BY d.path, d.origin LIMIT ${chunksPerTerm}
    ) AS found ORDER BY found.path, found.origin`,
    documents === null ? [collection, terms] : [collection, terms, documents],
  );
  const placesOf = ({ chunks, document, data }: (typeof rows)[number]) =>
    Array.from(decodePostings("", chunks, data).positions, (position) => ({ document, position }));
  const places = terms.flatMap((term) =>
    rows
      .filter((row) => row.term === term)
      .flatMap(placesOf)
      .slice(0, chunksPerTerm),
  );
  const found = await transaction.query<{ text: string; context: string }>(
    `SELECT c.text, c.context FROM unnest($1::bigint[], $2::int[]) AS wanted (document, position)
      JOIN ${schema}.chunks c ON c.document = wanted.document AND c.position = wanted.position`,
    [places.map(({ document }) => document), places.map(({ position }) => position)],
  );
  return found.rows.map(({ text, context }) => `${unescapeText(context)}\n${unescapeText(text)}`);
}

/** Numbers of chunks that contain the words. */
async function counted(
  transaction: Transaction,
  words: readonly string[],
  source: NearestTermsSource,
): Promise<Parameters<typeof nearestFirst>[2]> {
  const { languages } = source.corpus;
  const terms = words.flatMap((word) => languages.flatMap((language) => analyzerFor(language).terms(word)));
  const frequencies = await fetchFrequencies(transaction, [...new Set(terms)], { ...source, ...source.corpus });
  return { terms: { frequency: (term) => frequencies.get(term) ?? 0 }, languages };
}
