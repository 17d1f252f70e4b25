import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { extractiveGenerator } from "@ragstone/chain";
import { InvalidOptionError, type Answer, type Generator } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { openRagstone, type Ragstone } from "ragstone";
import { formatTable } from "../tables/format-table.js";
import { formatShare, shareOf, type Share } from "./bootstrap.js";
import { evalConflicts } from "./eval-conflicts.js";
import { evalHandbook } from "./eval-handbook.js";
import { evalPlanted } from "./eval-planted.js";
import { plotCurve } from "./plot-curve.js";
import { readParaphrases } from "./read-paraphrases.js";
import { readQuestions, type EvalDocument, type EvalQuestion, type QuestionCollection } from "./read-questions.js";
import { refusalCurve, type Condition, type RefusalCurve } from "./refusal-curve.js";
import { swapForeign, swapWithin } from "./swap-terms.js";
import { textPlot } from "./text-plot.js";

export interface EvalAnswersOptions {
  /** A spec or a generator. @defaultValue "extractive" */
  readonly model?: string | Generator | undefined;
  /** Takes every nth question only. @defaultValue 1 */
  readonly every?: number | undefined;
  /** Where the rows go as JSON besides the table. */
  readonly json?: string | undefined;
  /**
   * Where the refusal curves go as an SVG picture. Only the extractive generator has lines to draw; with another model
   * this is an error.
   */
  readonly plot?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

/** One figure of one collection. */
export interface AnswersRow {
  readonly collection: string;
  readonly measure: string;
  readonly share: Share;
}

/**
 * Answers and refusals on questions whose documents are known: each document is a file, the folder is indexed as any
 * folder is, and every question is asked with everything there, with its article left out, with only its paragraph left
 * out, and with a name or number swapped. With another model than the extractive one only the first two are asked.
 */
export async function evalAnswers(
  files: readonly string[],
  {
    model = "extractive",
    every = 1,
    json,
    plot,
    write = (line) => process.stdout.write(`${line}\n`),
  }: EvalAnswersOptions = {},
): Promise<readonly AnswersRow[]> {
  if (plot !== undefined && model !== "extractive")
    throw new InvalidOptionError("--plot", plot, "the model extractive, the only one with a line that can be moved");
  const rows: AnswersRow[] = [];
  const curves: RefusalCurve[] = [];
  for (const file of files) {
    const collection = await readQuestions(file);
    const { rows: found, curve } = await evalCollection(collection, model, every);
    rows.push(...found, ...grouped(collection.name, evalPlanted(collection)));
    if (curve !== null) curves.push(curve);
  }
  const embedder = staticEmbedder();
  rows.push(
    ...grouped(
      "conflicts",
      await evalConflicts(async (words) => (await embedder.embed(words, { kind: "passage" })).vectors),
    ),
  );
  rows.push(...grouped("handbook", await evalHandbook(model)));
  write(`answers, percent (95 % interval), model ${typeof model === "string" ? model : model.name}`);
  write(
    formatTable(
      ["collection", "measure", "share", "of"],
      rows.map(({ collection, measure, share }) => [collection, measure, formatShare(share), String(share.count)]),
    ),
  );
  for (const curve of curves) write(`\n${textPlot(curve)}`);
  if (plot !== undefined) await writeFile(plot, plotCurve(curves));
  if (json !== undefined)
    await writeFile(
      json,
      `${JSON.stringify({ eval: "answers", model: typeof model === "string" ? model : model.name, rows, curves }, null, 2)}\n`,
    );
  return rows;
}

interface EvaluatedCollection {
  readonly rows: readonly AnswersRow[];
  /** `null` without evidence: another model than the extractive one. */
  readonly curve: RefusalCurve | null;
}

/** Keeps what the extractive generator says of its evidence, by what was asked. */
class EvidenceLog {
  readonly scores: Record<Condition, number[]> = { everything: [], article: [], paragraph: [], foreign: [] };
  line: number | null = null;
  #last: number | null = null;

  hear({ score, line }: { readonly score: number; readonly line: number }): void {
    this.#last = score;
    this.line = line;
  }

  /** Notes the evidence of the answer just given; of one that needed none, by its outcome. */
  note(condition: Condition, answer: Answer): Answer {
    this.scores[condition].push(this.#last ?? (answer.status === "refused" ? -Infinity : Infinity));
    this.#last = null;
    return answer;
  }
}

async function evalCollection(
  collection: QuestionCollection,
  model: string | Generator,
  every: number,
): Promise<EvaluatedCollection> {
  const folder = await mkdtemp(join(tmpdir(), "ragstone-answers-"));
  try {
    for (const document of collection.documents) {
      await mkdir(dirname(join(folder, document.path)), { recursive: true });
      await writeFile(join(folder, document.path), document.text);
    }
    const evidence = new EvidenceLog();
    await using rag = await openRagstone({
      folder,
      generator: model === "extractive" ? extractiveGenerator({ onEvidence: (found) => evidence.hear(found) }) : model,
    });
    await rag.index();
    const rows = await askAll(rag, collection, model, every, evidence);
    return {
      rows,
      curve: evidence.line === null ? null : refusalCurve(collection.name, evidence.scores, evidence.line),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function askAll(
  rag: Ragstone,
  collection: QuestionCollection,
  model: string | Generator,
  every: number,
  evidence: EvidenceLog,
): Promise<AnswersRow[]> {
  const outcomes = new Map<string, boolean[]>();
  const note = (measure: string, outcome: boolean): void => {
    outcomes.set(measure, [...(outcomes.get(measure) ?? []), outcome]);
  };
  const questions = collection.questions.filter((_, at) => at % every === 0);
  const documents = new Map(collection.documents.map((document) => [document.path, document]));
  const extractive = model === "extractive";
  const oneSentence = extractiveGenerator({ maxSentences: 1 });
  const paraphrases = await readParaphrases();

  for (const [at, question] of questions.entries()) {
    const document = documents.get(question.path)!;
    const hits = await rag.search(question.question, { k: 5 });
    note(
      "gold document in the top 5",
      hits.some((hit) => hit.path === question.path),
    );
    noteAnswer(note, question, evidence.note("everything", await rag.ask(question.question)));
    if (extractive && question.answers.length > 0) {
      const holds = holdsAnswer(question, await rag.ask(question.question, { generator: oneSentence }));
      if (holds !== null) note("gold answer within 1 sentence, refusals apart", holds);
    }
    const other = paraphrases.get(question.id);
    if (other !== undefined) {
      const answer = await rag.ask(other);
      note("paraphrased: refused", answer.status === "refused");
      note(
        "paraphrased: gold answer within 2 sentences, refusals counted as wrong",
        holdsAnswer(question, answer) ?? false,
      );
    }
    if (!extractive) continue;
    const foreign = swapForeign(question, collection.documents, at + 1);
    if (foreign !== null)
      note("foreign name or number: refused", evidence.note("foreign", await rag.ask(foreign)).status === "refused");
    const within = swapWithin(question, document, at + 1);
    if (within !== null) note("other name of the paragraph: refused", (await rag.ask(within)).status === "refused");
  }
  await askWithout(
    rag,
    groupBy(questions, (question) => question.group),
    collection.documents,
    (document, group) => document.group === group,
    (answer) => note("article left out: refused", evidence.note("article", answer).status === "refused"),
  );
  const more = new Set(collection.documents.map((document) => document.group)).size < collection.documents.length;
  if (extractive && more)
    await askWithout(
      rag,
      groupBy(questions, (question) => question.path),
      collection.documents,
      (document, path) => document.path === path,
      (answer) => note("paragraph left out: refused", evidence.note("paragraph", answer).status === "refused"),
    );
  return [...outcomes].map(([measure, list]) => ({ collection: collection.name, measure, share: shareOf(list) }));
}

function grouped(
  collection: string,
  checked: readonly { readonly measure: string; readonly right: boolean }[],
): AnswersRow[] {
  const outcomes = new Map<string, boolean[]>();
  for (const { measure, right } of checked) outcomes.set(measure, [...(outcomes.get(measure) ?? []), right]);
  return [...outcomes].map(([measure, list]) => ({ collection, measure, share: shareOf(list) }));
}

/** What one answer with everything there says of the answers, the refusals and the citations. */
function noteAnswer(note: (measure: string, outcome: boolean) => void, question: EvalQuestion, answer: Answer): void {
  const refused = answer.status === "refused";
  note("falsely refused", refused);
  if (question.answers.length > 0)
    note("gold answer within 2 sentences, refusals counted as wrong", holdsAnswer(question, answer) ?? false);
  if (refused) return;
  const holds = holdsAnswer(question, answer);
  if (holds !== null) note("gold answer within 2 sentences, refusals apart", holds);
  for (const citation of answer.citations)
    note("citation precision: from the gold document", citation.path === question.path);
  if (holds !== null)
    note(
      "citation recall: the gold span is cited",
      question.answers.some(({ text, start }) =>
        answer.citations.some(
          (citation) =>
            citation.path === question.path && citation.start <= start && start + text.length <= citation.end + 1,
        ),
      ),
    );
  for (const claim of answer.claims) note("claims supported", claim.verdict === "supported");
  note(
    "answers with a note on a conflict",
    answer.notes.some((entry) => entry.kind === "conflict"),
  );
}

/**
 * Whether the answer holds a gold answer, its final full stop apart; `null` when it was refused or there is no gold
 * answer.
 */
function holdsAnswer({ answers }: EvalQuestion, answer: Answer): boolean | null {
  if (answers.length === 0 || answer.status === "refused") return null;
  const flat = (text: string): string => text.replaceAll(/\s+/gu, " ").replace(/[.,;]$/u, "");
  const said = answer.citations.map((citation) => flat(citation.quote)).join("\n") + flat(answer.text);
  return answers.some(({ text }) => said.includes(flat(text)));
}

/** Removes some documents from the index, asks the questions that need them, and brings the documents back. */
async function askWithout(
  rag: Ragstone,
  groups: ReadonlyMap<string, readonly EvalQuestion[]>,
  documents: readonly EvalDocument[],
  belongs: (document: EvalDocument, key: string) => boolean,
  heard: (answer: Answer) => void,
): Promise<void> {
  for (const [key, questions] of groups) {
    for (const document of documents.filter((document) => belongs(document, key))) await rag.remove(document.path);
    for (const question of questions) heard(await rag.ask(question.question));
    await rag.index();
  }
}

function groupBy(
  questions: readonly EvalQuestion[],
  keyOf: (question: EvalQuestion) => string,
): ReadonlyMap<string, readonly EvalQuestion[]> {
  const groups = new Map<string, EvalQuestion[]>();
  for (const question of questions) groups.set(keyOf(question), [...(groups.get(keyOf(question)) ?? []), question]);
  return groups;
}
