import { writeFile } from "node:fs/promises";
import { type IndexProvider, type IndexReader, type Embedder, fuseScores } from "@ragstone/core";
import { staticEmbedder, staticWords } from "@ragstone/embedders";
import { retrieve, WordTable } from "@ragstone/engine/internal";
import { formatTable } from "../tables/format-table.js";
import { type CollectionIndex, type Cutting, indexCollection } from "./collection-index.js";
import { ndcg, recall } from "./metrics.js";
import { published } from "./published.js";
import { type Collection, readCollection } from "./read-collection.js";

export interface EvalRetrievalOptions {
  /** @defaultValue the built-in one */
  readonly embedder?: Embedder;
  /** The place of an index that is not there yet, by its name. @defaultValue a temporary folder */
  readonly provider?: (name: string) => IndexProvider;
  /** Where the rows go as JSON besides the table. */
  readonly json?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

/** `fused` by both scores alone; `search` as people get it, by default: fused, ordered by features, copies folded. */
const modes = ["text", "vector", "fused", "search"] as const;

/** One way to search one collection. Means over queries, from 0 to 1. */
export interface RetrievalRow {
  readonly collection: string;
  readonly documents: Cutting;
  readonly mode: (typeof modes)[number];
  readonly queries: number;
  readonly chunks: number;
  readonly ndcg10: number;
  /** `null` of `search`, of which ten hits are wanted. */
  readonly recall100: number | null;
  /** Median of a query, the query's embedding included. */
  readonly medianMs: number;
}

/**
 * Candidates asked of each side; chunks of one document share its place, so more are needed where documents are cut.
 */
const candidates = { whole: 100, chunked: 300 } as const;

const hitsWanted = 10;

/**
 * nDCG@10 and recall@100 of the index on collections in BEIR layout, by text, by vector, by both, and as `search` ranks
 * by default, documents whole and cut. A document's score is that of its best chunk. Published figures are shown for the collections that have any.
 */
export async function evalRetrieval(
  dirs: readonly string[],
  {
    embedder = staticEmbedder(),
    provider,
    json,
    write = (line) => process.stdout.write(`${line}\n`),
  }: EvalRetrievalOptions = {},
): Promise<readonly RetrievalRow[]> {
  const rows: RetrievalRow[] = [];
  for (const dir of dirs) {
    const collection = await readCollection(dir);
    for (const cutting of ["whole", "chunked"] as const) {
      if (cutting === "whole" && !fitsWhole(collection, embedder)) {
        write(
          `${collection.name}: documents are not embedded whole, some are above the window of ${embedder.fingerprint.model}`,
        );
        continue;
      }
      const index = await indexCollection(collection, embedder, cutting, provider?.(`${collection.name}_${cutting}`));
      rows.push(...(await evalCollection(collection, embedder, cutting, index)));
    }
  }
  write(`nDCG@10 (recall@100), embedder ${embedder.fingerprint.model}`);
  write(
    formatTable(
      [
        "collection",
        "documents",
        "chunks",
        "queries",
        "text",
        "vector",
        "fused",
        "search",
        "ms",
        "BM25*",
        "MiniLM*",
        "MiniLM hybrid*",
      ],
      tableRows(rows),
    ),
  );
  write(
    "* published, documents whole: BM25 with k1 0.9, b 0.4 and Porter stemming; " +
      "all-MiniLM-L6-v2 alone and by reciprocal rank with BM25",
  );
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify({ eval: "retrieval", embedder: embedder.fingerprint, rows }, null, 2)}\n`);
  return rows;
}

// The built-in model has no limit: its window is a size beyond which vectors blur.
function fitsWhole({ documents }: Collection, { fingerprint, tokenizer, windowTokens }: Embedder): boolean {
  return (
    fingerprint.model === "static-en-v1" ||
    documents.every(
      ({ title, text }) => tokenizer.count(`${title}\n\n${text}`) + tokenizer.specialTokens <= windowTokens,
    )
  );
}

async function evalCollection(
  collection: Collection,
  embedder: Embedder,
  cutting: Cutting,
  indexed: CollectionIndex,
): Promise<RetrievalRow[]> {
  const words = new WordTable(staticWords());
  try {
    const rows: RetrievalRow[] = [];
    for (const mode of modes) {
      const totals = { ndcg10: 0, recall100: 0 };
      const k = mode === "search" ? hitsWanted : candidates[cutting];
      const times: number[] = [];
      for (const query of collection.queries) {
        const started = performance.now();
        const ranking = await rank({ index: indexed.index, embedder, words, query: query.text, mode, k });
        times.push(performance.now() - started);
        totals.ndcg10 += ndcg(ranking, query.gains, hitsWanted);
        totals.recall100 += recall(ranking, query.gains, 100);
      }
      const queries = collection.queries.length;
      rows.push({
        collection: collection.name,
        documents: cutting,
        mode,
        queries,
        chunks: indexed.chunks,
        ndcg10: totals.ndcg10 / queries,
        recall100: mode === "search" ? null : totals.recall100 / queries,
        medianMs: times.sort((a, b) => a - b)[times.length >> 1] ?? 0,
      });
    }
    return rows;
  } finally {
    await indexed.close();
  }
}

interface RankedBy {
  readonly index: IndexReader;
  readonly embedder: Embedder;
  readonly words: WordTable;
  readonly query: string;
  readonly mode: RetrievalRow["mode"];
  readonly k: number;
}

/** Ids of documents in the order of their best chunks. */
async function rank({ index, embedder, words, query, mode, k }: RankedBy): Promise<string[]> {
  if (mode === "search") {
    const hits = await retrieve({
      index,
      embedder: () => Promise.resolve(embedder),
      words: () => Promise.resolve(words),
      query,
      k,
      mode: "hybrid",
      onePerDocument: true,
      allCopies: false,
    });
    return hits.map(({ path }) => path);
  }
  const vector = mode === "text" ? null : ((await embedder.embed([query], { kind: "query" })).vectors[0] ?? null);
  const found = await index.search({ vector, text: mode === "vector" ? null : query, k });
  return [...new Set(fuseScores(found, embedder.vectorWeight).map(({ candidate }) => candidate.path))];
}

function tableRows(rows: readonly RetrievalRow[]): string[][] {
  const firsts = rows.filter(({ mode }) => mode === modes[0]);
  return firsts.map(({ collection, documents, chunks, queries }) => {
    const group = rows.filter((row) => row.collection === collection && row.documents === documents);
    const known = published[collection];
    const ours = modes
      .map((mode) => group.find((row) => row.mode === mode)!)
      .map(({ ndcg10, recall100 }) => figure([ndcg10, recall100]));
    const others = [known?.bm25, known?.minilmDense, known?.minilmHybrid].map((pair) =>
      pair === undefined ? "" : figure(pair),
    );
    return [
      collection,
      documents,
      String(chunks),
      String(queries),
      ...ours,
      group.at(-1)!.medianMs.toFixed(1),
      ...others,
    ];
  });
}

function figure([ndcg10, recall100]: readonly [number, number | null]): string {
  return ndcg10.toFixed(3) + (recall100 === null ? "" : ` (${recall100.toFixed(3)})`);
}
