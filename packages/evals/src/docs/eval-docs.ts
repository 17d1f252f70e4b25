import { readdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, Hit } from "@ragstone/core";
import { openRagstone, type Ragstone } from "ragstone";
import { formatShare } from "../answers/bootstrap.js";
import { formatTable } from "../tables/format-table.js";
import { wilson } from "../tables/wilson.js";
import { isTuning, readDocsQuestions, type DocsQuestion } from "./docs-question.js";
import { evidenceRank } from "./evidence-rank.js";
import { formatRetrieval, type RetrievalRow } from "./format-retrieval.js";
import { langchainRetrieval } from "./langchain-retrieval.js";
import { hitIdf, naiveWindows } from "./naive-windows.js";
import { containsQuote, shareMet } from "./score-text.js";

export interface EvalDocsOptions {
  /** A spec. @defaultValue "extractive" */
  readonly model?: string | undefined;
  /** A spec. @defaultValue "static-en-v1" */
  readonly embedder?: string | undefined;
  /** A spec. @defaultValue "off" */
  readonly reranker?: string | undefined;
  /** Also asks every answerable question with the files of its evidence left out, through a scope. */
  readonly withoutEvidence?: boolean | undefined;
  /** Where the rows go as JSON besides the table. */
  readonly json?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

/** One question with the outcome of its answer and its search. */
export interface DocsRow {
  readonly id: string;
  readonly kind: string;
  readonly tuning: boolean;
  readonly result: "right" | "partly" | "wrong" | "refused";
  readonly answered: boolean;
  readonly confidence: number | null;
  readonly words: number;
  readonly ms: number;
  /** Rank of the evidence among ten hits, 0 for none; `null` of unanswerable questions. */
  readonly rank: number | null;
  /** The key sentence, or else the claim, is from the evidence; `null` unless the answer is right. */
  readonly keyFromEvidence: boolean | null;
  /** Refused with the files of the evidence left out; `null` where that was not asked. */
  readonly refusedWithout: boolean | null;
  readonly naive: boolean;
}

const hitsWanted = 10;
/** Hits of the searches by which retrieval is measured. */
const usualHits = 20;
const deepHits = 100;
const ranks = [1, 3, 5, 10] as const;
const calibrationBins = 5;

/**
 * Asks and searches every question of a set about a folder and scores the answers, by kind and by half: the tuning half,
 * which rules may be fitted on, and the unseen half. A baseline that shows windows of the best hits is scored next to it;
 * a second table has the ranks of the evidence next to LangChain's.
 */
export async function evalDocs(
  folder: string,
  set: string,
  options: EvalDocsOptions = {},
): Promise<readonly DocsRow[]> {
  const { model, embedder, reranker, withoutEvidence = false, json } = options;
  const { write = (line) => process.stdout.write(`${line}\n`) } = options;
  const questions = await readDocsQuestions(set);
  const index = await mkdtemp(join(tmpdir(), "ragstone-docs-"));
  try {
    await using rag = await openRagstone({ folder, index, generator: model, embedder, reranker });
    await rag.index();
    const searched: (readonly Hit[])[] = [];
    for (const { question } of questions) searched.push(await rag.search(question, { k: hitsWanted }));
    const idf = hitIdf(searched.flat());
    const files = withoutEvidence ? await filesOf(folder) : null;
    const rows: DocsRow[] = [];
    for (const [at, question] of questions.entries()) {
      const hits = searched[at]!;
      const naive = shareMet(naiveWindows(question.question, hits, idf), question.answers) === 1;
      const without = files === null ? null : await isRefusedWithout(rag, question, files);
      rows.push({ ...(await askedRow(rag, question, hits)), naive, refusedWithout: without });
    }
    write(formatRows(rows));
    const retrieval = await retrievalRows(rag, questions);
    write(formatRetrieval(retrieval));
    if (json !== undefined)
      await writeFile(json, `${JSON.stringify({ eval: "docs", set, rows, retrieval }, null, 2)}\n`);
    return rows;
  } finally {
    await rm(index, { recursive: true });
  }
}

/** The ranks of the evidence in our search and in LangChain's usual one over the same passages. */
async function retrievalRows(rag: Ragstone, questions: readonly DocsQuestion[]): Promise<RetrievalRow[]> {
  const { index, embedder } = await rag.parts();
  const langchain = await langchainRetrieval(index, embedder);
  const rows: RetrievalRow[] = [];
  for (const question of questions) {
    const { id, kind, question: text } = question;
    if (question.evidence.length === 0) continue;
    // A search for more hits reads more candidates: the first ones are those of a usual search.
    const rankIn = (texts: readonly string[]) => evidenceRank(question, texts)!;
    const textsOf = (hits: readonly Hit[]) => hits.map((hit) => hit.text);
    const near = rankIn(textsOf(await rag.search(text, { k: usualHits })));
    const far = near > 0 ? near : rankIn(textsOf(await rag.search(text, { k: deepHits })));
    rows.push({
      question: text,
      kind,
      tuning: isTuning(id),
      ours: near > 0 || far === 0 ? near : Math.max(far, usualHits + 1),
      langchain: rankIn(await langchain(text, deepHits)),
    });
  }
  return rows;
}

async function askedRow(
  rag: Ragstone,
  question: DocsQuestion,
  hits: readonly Hit[],
): Promise<Omit<DocsRow, "naive" | "refusedWithout">> {
  const started = performance.now();
  const answer = await rag.ask(question.question);
  const ms = Math.round(performance.now() - started);
  const result = resultOf(question, answer);
  return {
    id: question.id,
    kind: question.kind,
    tuning: isTuning(question.id),
    result,
    answered: answer.status === "answered",
    confidence: answer.confidence,
    words: answer.text.split(/\s+/u).length,
    ms,
    rank: evidenceRank(
      question,
      hits.map(({ text }) => text),
    ),
    keyFromEvidence: result === "right" && answer.status === "answered" ? hasKeyFromEvidence(question, answer) : null,
  };
}

function resultOf({ kind, answers }: DocsQuestion, { status, text }: Answer): DocsRow["result"] {
  if (kind === "unanswerable") return status === "refused" ? "right" : "wrong";
  if (status === "refused") return "refused";
  const share = shareMet(text, answers);
  return share === 1 ? "right" : share > 0 ? "partly" : "wrong";
}

function hasKeyFromEvidence({ evidence }: DocsQuestion, { text, claims }: Answer): boolean {
  return claims.some(({ key, start, end }) => {
    const shown = text.slice(key?.start ?? start, key?.end ?? end);
    return evidence.some(({ quote }) => containsQuote(shown, quote) || containsQuote(quote, shown));
  });
}

async function isRefusedWithout(
  rag: Ragstone,
  { question, evidence }: DocsQuestion,
  files: readonly string[],
): Promise<boolean | null> {
  if (evidence.length === 0) return null;
  const left = files.filter((path) => !evidence.some((one) => one.path === path));
  return (await rag.scoped({ filter: { pathPrefix: left } }).ask(question)).status === "refused";
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
}

function formatRows(rows: readonly DocsRow[]): string {
  const answerable = rows.filter((row) => row.kind !== "unanswerable");
  const groups: readonly (readonly [string, readonly DocsRow[]])[] = [
    ...[...new Set(rows.map((row) => row.kind))].map(
      (kind) => [kind, rows.filter((row) => row.kind === kind)] as const,
    ),
    ["answerable", answerable],
    ["tuning half", rows.filter((row) => row.tuning)],
    ["unseen half", rows.filter((row) => !row.tuning)],
    ["all", rows],
  ];
  return formatTable(
    [
      "questions",
      "of",
      "right",
      "partly",
      "wrong",
      "refused",
      "right of answered",
      "words",
      "p50 ms",
      "evidence @1/3/5/10",
      "key from evidence",
      "unanswerable refused",
      "refused without evidence",
      "calibration error",
      "naive windows right",
    ],
    groups.map(([name, group]) => [name, String(group.length), ...cellsOf(group)]),
  );
}

/** Of answerable questions first; `-` where a group has none of what a column counts. */
function cellsOf(group: readonly DocsRow[]): string[] {
  const answerable = group.filter((row) => row.kind !== "unanswerable");
  const answered = group.filter((row) => row.answered);
  const isRight = (row: DocsRow): boolean => row.result === "right" && row.kind !== "unanswerable";
  const share = (list: readonly boolean[]): string => formatShare(wilson(list.filter(Boolean).length, list.length));
  const percent = (list: readonly boolean[]): string =>
    list.length === 0 ? "-" : ((100 * list.filter(Boolean).length) / list.length).toFixed(0);
  const known = <T>(list: readonly (T | null)[]): T[] => list.filter((one) => one !== null);
  const found = known(group.map((row) => row.rank));
  return [
    share(answerable.map(isRight)),
    ...(["partly", "wrong", "refused"] as const).map((result) =>
      percent(answerable.map((row) => row.result === result)),
    ),
    share(answered.map(isRight)),
    median(answered.map((row) => row.words)),
    median(group.map((row) => row.ms)),
    ranks.map((most) => percent(found.map((rank) => rank > 0 && rank <= most))).join(" / "),
    share(known(group.map((row) => row.keyFromEvidence))),
    share(group.filter((row) => row.kind === "unanswerable").map((row) => !row.answered)),
    share(known(group.map((row) => row.refusedWithout))),
    calibrationError(group, isRight),
    share(answerable.map((row) => row.naive)),
  ];
}

function median(list: readonly number[]): string {
  return String(list.toSorted((left, right) => left - right)[list.length >> 1] ?? "-");
}

/** Expected calibration error of the answers given, in five bins of equal width; `-` without confidences. */
function calibrationError(group: readonly DocsRow[], isRight: (row: DocsRow) => boolean): string {
  const rated = group.filter((row) => row.answered && row.confidence !== null);
  if (rated.length === 0) return "-";
  const excess = new Float64Array(calibrationBins);
  for (const row of rated)
    excess[Math.min(calibrationBins - 1, Math.floor(row.confidence! * calibrationBins))]! +=
      row.confidence! - Number(isRight(row));
  return (excess.reduce((sum, value) => sum + Math.abs(value), 0) / rated.length).toFixed(2);
}
