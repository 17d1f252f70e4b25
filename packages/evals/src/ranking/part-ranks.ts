import { correctQuery, type Embedder, type IndexReader } from "@ragstone/core";
import { staticWords } from "@ragstone/embedders";
import { retrieve, termsOf, WordTable, type SearchPart } from "@ragstone/engine/internal";
import type { Ragstone } from "ragstone";
import { isTuning, readDocsQuestions } from "../docs/docs-question.js";
import { evidenceRank } from "../docs/evidence-rank.js";
import { plantTypo } from "./plant-typo.js";
import { unlabelledIndex } from "./unlabelled-index.js";

/** The rank of one question's evidence in one way of searching, 0 where it was not found. */
export interface PartRow {
  readonly part: string;
  readonly id: string;
  readonly kind: string;
  readonly tuning: boolean;
  readonly rank: number;
}

export interface PartRanksOptions {
  /** File of the questions. */
  readonly set: string;
  /** A folder for temporary files. */
  readonly dir: string;
  /** A spec. */
  readonly reranker: string | undefined;
}

interface Variant {
  readonly without?: readonly SearchPart[];
  readonly allCopies?: boolean;
  /** Whether words of titles, headings and paths are not searched. */
  readonly unlabelled?: boolean;
  /** A typo is planted, and corrected or not. */
  readonly typo?: "corrected" | "kept";
}

const labels: readonly SearchPart[] = ["headings", "terms", "path"];

const variants: Readonly<Record<string, Variant>> = {
  everything: {},
  "without fields: title, headings, terms, path": { without: labels, unlabelled: true },
  "without words in sequence": { without: ["adjacency"] },
  "without the nearest sentence by the table": { without: ["sentence"] },
  "without words and related words": { without: ["words", "sentenceWords"] },
  "without passages next to it": { without: ["neighbours"] },
  "without all features: fused scores": { without: ["features"] },
  "without identifiers": { without: ["identifiers"] },
  "without verbatim passages first": { without: ["verbatim"] },
  "without lists of links last": { without: ["navigation"] },
  "without folding of copies": { allCopies: true },
  "a typo planted, corrected": { typo: "corrected" },
  "a typo planted, not corrected": { typo: "kept" },
};

const hits = 20;

/** The ranks of the evidence of every answerable question of a set, by each way of searching. */
export async function partRanks(rag: Ragstone, { set, dir, reranker }: PartRanksOptions): Promise<PartRow[]> {
  const { index, embedder } = await rag.parts();
  const bare = await unlabelledIndex(index, embedder, dir);
  const words = new WordTable(staticWords());
  const rows: PartRow[] = [];
  try {
    for (const question of await readDocsQuestions(set)) {
      if (question.evidence.length === 0) continue;
      const { id, kind, question: text } = question;
      const row = (part: string, texts: readonly string[]): PartRow => ({
        part,
        id,
        kind,
        tuning: isTuning(id),
        rank: evidenceRank(question, texts)!,
      });
      for (const [part, variant] of Object.entries(variants))
        rows.push(row(part, await search(text, variant, { index, bare, embedder, words })));
      if (reranker === undefined) continue;
      const reranked = await rag.search(text, { k: hits, reranker });
      rows.push(
        row(
          `reranked by ${reranker}`,
          reranked.map((hit) => hit.text),
        ),
      );
    }
  } finally {
    await bare.close();
  }
  return rows;
}

interface Searched {
  readonly index: IndexReader;
  /** The same passages without their labels. */
  readonly bare: IndexReader;
  readonly embedder: Embedder;
  readonly words: WordTable;
}

async function search(
  question: string,
  { without = [], allCopies = false, unlabelled = false, typo }: Variant,
  { index, bare, embedder, words }: Searched,
): Promise<readonly string[]> {
  const written = typo === undefined ? question : plantTypo(question);
  const searched = unlabelled ? bare : index;
  const query = typo === "kept" ? written : (await correctQuery(written, termsOf(searched, undefined))).query;
  const found = await retrieve({
    index: searched,
    embedder: () => Promise.resolve(embedder),
    words: () => Promise.resolve(words),
    query,
    k: hits,
    mode: "hybrid",
    allCopies,
    without: new Set(without),
  });
  return found.map(({ text }) => text);
}
