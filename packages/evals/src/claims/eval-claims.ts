import { writeFile } from "node:fs/promises";
import { hasPassed } from "@ragstone/core";
import { verifyAnswer } from "@ragstone/verify";
import { splitUnits } from "@ragstone/verify/internal";
import { random } from "../answers/random.js";
import type { EvalDocument, EvalQuestion } from "../answers/read-questions.js";
import { isTuning } from "../docs/docs-question.js";
import { formatTable } from "../tables/format-table.js";
import { wilson, type CountedShare } from "../tables/wilson.js";
import { answerStatements } from "./answer-statements.js";
import { falsifySentence } from "./falsify-sentence.js";
import { readDocuments } from "./read-documents.js";
import { rewordSentence } from "./reword-sentence.js";
import type { Statement } from "./statement.js";
import { tableStatements } from "./table-statements.js";

export interface EvalClaimsOptions {
  /** Most sentences per document. @defaultValue 12 */
  readonly perDocument?: number | undefined;
  /** Takes every nth document only. @defaultValue 1 */
  readonly every?: number | undefined;
  /** Where rows and statements go as JSON besides the table. */
  readonly json?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

/** A statement with the verdict on it. */
export interface JudgedStatement extends Statement {
  readonly isTuning: boolean;
  readonly passes: boolean;
  readonly problems: readonly string[];
}

/** How often statements of one kind in one half were judged rightly: true ones pass, false ones are caught. */
export interface ClaimsRow {
  readonly half: "tuning" | "unseen";
  readonly kind: string;
  readonly isTrue: boolean;
  readonly right: CountedShare;
}

/**
 * Makes true and false claims by rule from the sentences, tables and questions of documents, and judges each with
 * `verifyAnswer()` over its whole document. Halves by the document. No model takes part.
 */
export async function evalClaims(
  paths: readonly string[],
  { perDocument = 12, every = 1, json, write = (line) => process.stdout.write(`${line}\n`) }: EvalClaimsOptions = {},
): Promise<readonly ClaimsRow[]> {
  const judged: JudgedStatement[] = [];
  for (const path of paths) {
    const { documents, questions } = await readDocuments(path);
    const next = random(16);
    for (const document of documents.filter((_, at) => at % every === 0))
      for (const statement of statementsOf(document, questions, { perDocument, next }))
        judged.push(judge(statement, document));
  }
  const kinds = [...new Map(judged.map(({ kind, isTrue }) => [`${Number(!isTrue)}${kind}`, { kind, isTrue }]))]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, kind]) => kind);
  const rows = (["tuning", "unseen"] as const).flatMap((half) =>
    kinds.map(({ kind, isTrue }): ClaimsRow => {
      const own = judged.filter(
        (one) => one.kind === kind && one.isTrue === isTrue && one.isTuning === (half === "tuning"),
      );
      return { half, kind, isTrue, right: wilson(own.filter(({ passes }) => passes === isTrue).length, own.length) };
    }),
  );
  write("claims made by rule: true ones that pass, false ones that are caught, percent (95 % interval)");
  write(
    formatTable(
      ["half", "claims", "kind", "of", "right"],
      rows.map(({ half, kind, isTrue, right }) => [
        half,
        isTrue ? "true" : "false",
        kind,
        String(right.count),
        format(right),
      ]),
    ),
  );
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify({ eval: "claims", rows, claims: judged }, null, 2)}\n`);
  return rows;
}

function judge(statement: Statement, { text, group }: EvalDocument): JudgedStatement {
  const { claim, quote, question } = statement;
  const { claims } = verifyAnswer({
    text: `${claim} [1: "${quote}"]`,
    sources: [{ text }],
    ...(question === undefined ? {} : { question }),
  });
  return {
    ...statement,
    isTuning: isTuning(group),
    passes: claims.every(hasPassed),
    problems: [...new Set(claims.flatMap(({ problems }) => problems))],
  };
}

interface StatementOptions {
  readonly perDocument: number;
  readonly next: () => number;
}

function statementsOf(
  document: EvalDocument,
  questions: readonly EvalQuestion[],
  { perDocument, next }: StatementOptions,
): Statement[] {
  const all = splitUnits(document.text)
    .filter(({ kind }) => kind === "sentence" || kind === "list-item")
    .map(({ start, end }) => document.text.slice(start, end).replace(/\s+/gu, " "))
    .filter(
      (sentence) => /^\p{Lu}[^\n[\]<>{}"“”|]*\.$/u.test(sentence) && sentence.length > 40 && sentence.length < 300,
    );
  const sentences = all.filter((sentence) => !/\b(?:e\.g|i\.e)\./u.test(sentence));
  const step = Math.max(1, Math.floor(sentences.length / perDocument));
  const statements = sentences
    .filter((_, at) => at % step === 0)
    .flatMap((sentence): Statement[] => [
      ...rewordSentence(sentence).map(({ kind, claim }) => ({
        kind: `reworded: ${kind}`,
        isTrue: true,
        claim,
        quote: sentence,
      })),
      ...falsifySentence(sentence, { document: document.text, sentences, next }).map(({ kind, claim }) => ({
        kind,
        isTrue: false,
        claim,
        quote: sentence,
      })),
    ]);
  return [...statements, ...answerStatements(document, questions, next), ...tableStatements(document.text, next)];
}

function format({ hits, count, value, low, high }: CountedShare): string {
  const percent = (share: number): string => (100 * share).toFixed(0);
  return count === 0 ? "-" : `${hits}: ${percent(value)} (${percent(low)}-${percent(high)})`;
}
