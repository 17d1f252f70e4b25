import { Document, type DocumentInterface } from "@langchain/core/documents";
import {
  checkOptions,
  labelledText,
  optionKinds as kinds,
  type OptionRulesOf,
  type RerankCandidate,
  type Reranker,
} from "@ragstone/core";

/** LangChain's document compressors, such as `CohereRerank`: those that filter or order documents by a query. */
export interface DocumentCompressor {
  compressDocuments(documents: DocumentInterface[], query: string): Promise<DocumentInterface[]>;
}

export interface DocumentCompressorFacts {
  /** As messages name it. @defaultValue "compressor" */
  readonly name?: string;
  /** Passages that it is given for one query. @defaultValue 30 */
  readonly maxCandidates?: number;
}

const compressorPart = kinds.part("a LangChain document compressor", { compressDocuments: "function" });
const rules = {
  name: kinds.text(),
  maxCandidates: kinds.wholeNumber({ min: 1, max: 1000 }),
} satisfies OptionRulesOf<DocumentCompressorFacts>;

/** The key of a passage's number in the metadata of its document. */
const place = "ragstonePassage";

/**
 * Makes a reranker of any LangChain document compressor. Its order counts, or its scores where every document that it
 * returns has a `relevanceScore` from 0 to 1 in its metadata. Passages that it drops get 0.
 *
 * @example
 * ```ts
 * const reranker = fromDocumentCompressor(new CohereRerank({ model: "rerank-v3.5", topN: 30 }));
 * const rag = await openRagstone({ folder: "./docs", reranker });
 * ```
 */
export function fromDocumentCompressor(compressor: DocumentCompressor, facts?: DocumentCompressorFacts): Reranker {
  compressorPart.check("compressor", compressor);
  const { name = "compressor", maxCandidates = 30 } = checkOptions(rules, facts);
  return {
    name,
    maxCandidates,
    async rerank(query, candidates, { signal } = {}) {
      signal?.throwIfAborted();
      const documents = candidates.map(
        (candidate, at) => new Document({ pageContent: labelledText(candidate), metadata: { [place]: at } }),
      );
      const kept = await untilAborted(compressor.compressDocuments(documents, query), signal);
      return scoresOf(kept, candidates);
    },
  };
}

function scoresOf(kept: readonly DocumentInterface[], candidates: readonly RerankCandidate[]): readonly number[] {
  const scores = candidates.map(() => 0);
  const own = kept.map(({ metadata }) => relevance(metadata));
  const areScored = own.every((score) => score !== null);
  for (const [rank, { metadata }] of kept.entries()) {
    const at: unknown = metadata[place];
    // The first document of a passage counts, should a compressor take it apart.
    if (typeof at === "number" && scores[at] === 0) scores[at] = areScored ? own[rank]! : 1 - rank / (kept.length + 1);
  }
  return scores;
}

function relevance({ relevanceScore, relevance_score: snake }: Readonly<Record<string, unknown>>): number | null {
  const score = relevanceScore ?? snake;
  return typeof score === "number" && score >= 0 && score <= 1 ? score : null;
}

/** Compressors take no signal: the call ends at an abort, whatever they do. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
