import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { embeddingText, type SourceDocument, type TextRange } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { countTokens, ragstone, readCorpus, recursive, type Chunking } from "./chunkings.js";
import { hybridSearch } from "./hybrid-search.js";
import { excerptRecall, precisionOmega } from "./precision.js";
import { readQuestions, type ChunkingQuestion } from "./questions.js";

export interface EvalChunkingOptions {
  /** Where the rows go as JSON besides the table. */
  readonly json?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

/** One way to chunk, measured. Precision and recall are means over questions, from 0 to 1. */
export interface ChunkingRow {
  readonly name: string;
  readonly chunks: number;
  /** cl100k tokens. */
  readonly meanTokens: number;
  readonly precisionOmega: number;
  /**
   * Share of the excerpts' characters in the first five chunks of a hybrid search with the built-in model over all
   * corpora.
   */
  readonly recallAt5: number;
  /** Mean size and precision for each corpus. */
  readonly corpora: Readonly<Record<string, { readonly meanTokens: number; readonly precisionOmega: number }>>;
  /**
   * Ours: precision scaled to the mean size of the recursive row, against that row's. Precision falls as sizes rise, in
   * proportion.
   */
  readonly ratio: number | null;
  /**
   * Precision and recall as means over nine sizes within 10 % of this one, each precision scaled to this mean size. One
   * size more or less moves a single row by a point, since 276 questions share few places; these move by a tenth of it.
   */
  readonly smoothed: { readonly precisionOmega: number; readonly recallAt5: number };
}

/** Sizes of the published rows. */
const sizes = [200, 400];
/** The separators of LangChain's splitter, and those of the published evaluation, which also cuts at sentence ends. */
const separators = {
  recursive: ["\n\n", "\n", " ", ""],
  "recursive with sentence ends": ["\n\n", "\n", ".", "?", "!", " ", ""],
};

/**
 * Chroma's chunking evaluation on the folder `dir` (`questions.csv` and `<corpus>.md`): LangChain's recursive splitter
 * at the published sizes, and Ragstone's chunker at the same mean size as each. Prints mean size, precision-omega and
 * recall@5 of every row.
 */
export async function evalChunking(
  dir: string,
  { json, write = (line) => process.stdout.write(`${line}\n`) }: EvalChunkingOptions = {},
): Promise<readonly ChunkingRow[]> {
  const questions = await readQuestions(dir);
  const corpora = new Map<string, SourceDocument>();
  for (const { corpus } of questions) {
    if (!corpora.has(corpus))
      corpora.set(corpus, await readCorpus(`${corpus}.md`, await readFile(join(dir, `${corpus}.md`))));
  }
  const rows: ChunkingRow[] = [];
  for (const [name, marks] of Object.entries(separators)) {
    for (const size of sizes) {
      const theirs = { name: `${name} ${size}/0`, size, chunking: (size: number) => recursive(size, marks) };
      const rival = await measureAround(theirs, { corpora, questions }, null);
      const target = await targetOfMean(rival.meanTokens, corpora);
      const ours = { name: `ragstone, target ${target}`, size: target, chunking: ragstone };
      rows.push(rival, await measureAround(ours, { corpora, questions }, rival));
    }
  }
  write(
    `${questions.length} questions on ${corpora.size} corpora; sizes in cl100k tokens; ` +
      "precision-omega and recall@5 in %; smoothed: mean of nine sizes within 10 %; " +
      "ratios at the mean size of the row above",
  );
  write(`${"chunker".padEnd(38)} chunks   mean  precision  recall@5   smoothed: precision  recall@5`);
  for (const [at, row] of rows.entries()) {
    const ratio = row.ratio === null ? "" : `  ${percent(row.ratio)}, smoothed ${smoothedRatio(row, rows[at - 1]!)}`;
    const figures = [
      row.meanTokens.toFixed(1).padStart(6),
      hundredths(row.precisionOmega).padStart(10),
      hundredths(row.recallAt5).padStart(9),
      hundredths(row.smoothed.precisionOmega).padStart(21),
      hundredths(row.smoothed.recallAt5).padStart(9),
    ];
    write(`${row.name.padEnd(38)} ${String(row.chunks).padStart(6)} ${figures.join(" ")}${ratio}`);
  }
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify({ eval: "chunking", questions: questions.length, rows }, null, 2)}\n`);
  return rows;
}

function smoothedRatio(row: ChunkingRow, above: ChunkingRow): string {
  const own = row.smoothed.precisionOmega * row.meanTokens;
  return `${percent(own / above.smoothed.precisionOmega / above.meanTokens)} on the row above`;
}

function hundredths(share: number): string {
  return (100 * share).toFixed(2);
}

function percent(ratio: number): string {
  return `${ratio >= 1 ? "+" : ""}${(100 * (ratio - 1)).toFixed(1)} %`;
}

interface SizedChunking {
  readonly name: string;
  readonly size: number;
  readonly chunking: (size: number) => Chunking;
}

interface ChunkingData {
  readonly corpora: ReadonlyMap<string, SourceDocument>;
  readonly questions: readonly ChunkingQuestion[];
}

/** The chunking of `size`, with means over the sizes around it. */
async function measureAround(
  { name, size, chunking }: SizedChunking,
  { corpora, questions }: ChunkingData,
  rival: ChunkingRow | null,
): Promise<ChunkingRow> {
  const row = await measure(chunking(size), corpora, questions);
  const around = [row];
  for (const factor of [0.9, 0.925, 0.95, 0.975, 1.025, 1.05, 1.075, 1.1])
    around.push(await measure(chunking(Math.round(size * factor)), corpora, questions));
  return {
    name,
    ...row,
    ratio: rival === null ? null : (row.precisionOmega * row.meanTokens) / (rival.precisionOmega * rival.meanTokens),
    smoothed: {
      precisionOmega: mean(around.map((near) => (near.precisionOmega * near.meanTokens) / row.meanTokens)),
      recallAt5: mean(around.map((near) => near.recallAt5)),
    },
  };
}

async function chunkAll(
  chunking: Chunking,
  corpora: ReadonlyMap<string, SourceDocument>,
): Promise<{ corpus: string; range: TextRange; embedded: string; tokens: number }[]> {
  const all = [];
  for (const [corpus, document] of corpora) {
    for (const chunk of await chunking(document))
      all.push({ corpus, range: chunk, embedded: embeddingText(chunk), tokens: countTokens(chunk.text) });
  }
  return all;
}

type Measured = Omit<ChunkingRow, "name" | "ratio" | "smoothed">;

async function measure(
  chunking: Chunking,
  corpora: ReadonlyMap<string, SourceDocument>,
  questions: readonly ChunkingQuestion[],
): Promise<Measured> {
  const chunks = await chunkAll(chunking, corpora);
  const index = await hybridSearch(
    chunks.map((chunk) => chunk.embedded),
    staticEmbedder(),
  );
  const precisions: { corpus: string; value: number }[] = [];
  let recall = 0;
  for (const { question, corpus, excerpts } of questions) {
    const own = chunks.filter((chunk) => chunk.corpus === corpus).map((chunk) => chunk.range);
    precisions.push({ corpus, value: precisionOmega(own, excerpts) });
    const found = (await index.search(question, 5)).map((at) => chunks[at]!).filter((chunk) => chunk.corpus === corpus);
    recall += excerptRecall(
      found.map((chunk) => chunk.range),
      excerpts,
    );
  }
  const precision = mean(precisions.map(({ value }) => value));
  return {
    chunks: chunks.length,
    meanTokens: mean(chunks.map((chunk) => chunk.tokens)),
    precisionOmega: precision,
    recallAt5: recall / questions.length,
    corpora: Object.fromEntries(
      [...corpora.keys()].map((corpus) => [
        corpus,
        {
          meanTokens: mean(chunks.filter((chunk) => chunk.corpus === corpus).map((chunk) => chunk.tokens)),
          precisionOmega: mean(precisions.filter((precision) => precision.corpus === corpus).map(({ value }) => value)),
        },
      ]),
    ),
  };
}

/** The target whose chunks are on the mean as large as `meanTokens`, but no smaller if there is a choice. */
async function targetOfMean(meanTokens: number, corpora: ReadonlyMap<string, SourceDocument>): Promise<number> {
  let low = Math.floor(meanTokens * 0.6);
  let high = Math.ceil(meanTokens * 1.6);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const chunks = await chunkAll(ragstone(middle), corpora);
    if (mean(chunks.map((chunk) => chunk.tokens)) >= meanTokens) high = middle;
    else low = middle;
  }
  return high;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
