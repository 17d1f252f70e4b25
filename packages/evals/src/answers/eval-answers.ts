import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { extractiveGenerator } from "@ragstone/chain";
import { hasPassed, InvalidOptionError, type Answer, type Generator } from "@ragstone/core";
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
  const modelName = typeof model === "string" ? model : model.name;
  write(`answers, percent (95 % interval), model ${modelName}`);
  write(
    formatTable(
      ["collection", "measure", "share", "of"],
      rows.map(({ collection, measure, share }) => [collection, measure, formatShare(share), String(share.count)]),
    ),
  );
  for (const curve of curves) write(`\n${textPlot(curve)}`);
  if (plot !== undefined) await writeFile(plot, plotCurve(curves));
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify({ eval: "answers", model: modelName, rows, curves }, null, 2)}\n`);
  return rows;
}

interface EvaluatedCollection {
  readonly rows: readonly AnswersRow[];
  /** `null` without evidence: another model than the extractive one. */
  readonly curve: RefusalCurve | null;
}

/** Records the extractive generator's assessment of its evidence, by question. */
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
    const rows = await askAll(rag, collection, { model, every, evidence });
    return {
      rows,
      curve: evidence.line === null ? null : refusalCurve(collection.name, evidence.scores, evidence.line),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface AskOptions {
  readonly model: string | Generator;
  /** Of this many questions one is asked. */
  readonly every: number;
  readonly evidence: EvidenceLog;
}

async function askAll(
  rag: Ragstone,
  collection: QuestionCollection,
  { model, every, evidence }: AskOptions,
): Promise<AnswersRow[]> {
  const asking = new Asking(rag, collection, evidence);
  const questions = collection.questions.filter((_, at) => at % every === 0);
  const extractive = model === "extractive";
  const paraphrases = await readParaphrases();
  for (const [at, question] of questions.entries()) {
    await asking.plain(question, { shortened: extractive });
    await asking.paraphrase(question, paraphrases.get(question.id));
    if (extractive) await asking.swapped(question, at + 1);
  }
  await asking.without("article", questions, (document) => document.group);
  const more = new Set(collection.documents.map((document) => document.group)).size < collection.documents.length;
  if (extractive && more) await asking.without("paragraph", questions, (document) => document.path);
  return asking.rows();
}

/** Asks the questions of a collection in several ways and records the outcome of each. */
class Asking {
  readonly #rag: Ragstone;
  readonly #collection: QuestionCollection;
  readonly #evidence: EvidenceLog;
  readonly #outcomes = new Map<string, boolean[]>();
  readonly #oneExcerpt = extractiveGenerator({ maxExcerpts: 1 });

  constructor(rag: Ragstone, collection: QuestionCollection, evidence: EvidenceLog) {
    this.#rag = rag;
    this.#collection = collection;
    this.#evidence = evidence;
  }

  rows(): AnswersRow[] {
    const collection = this.#collection.name;
    return [...this.#outcomes].map(([measure, list]) => ({ collection, measure, share: shareOf(list) }));
  }

  /** As it is; `shortened` also within a single sentence. */
  async plain(question: EvalQuestion, { shortened }: { readonly shortened: boolean }): Promise<void> {
    const hits = await this.#rag.search(question.question, { k: 5 });
    this.#note(
      "gold document in the top 5",
      hits.some((hit) => hit.path === question.path),
    );
    const answer = this.#evidence.note("everything", await this.#rag.ask(question.question));
    noteAnswer(this.#note.bind(this), question, answer);
    if (!shortened || question.answers.length === 0) return;
    const isCorrect = holdsAnswer(question, await this.#rag.ask(question.question, { generator: this.#oneExcerpt }));
    if (isCorrect !== null) this.#note("gold answer within 1 excerpt, refusals apart", isCorrect);
  }

  async paraphrase(question: EvalQuestion, paraphrase: string | undefined): Promise<void> {
    if (paraphrase === undefined) return;
    const answer = await this.#rag.ask(paraphrase);
    this.#note("paraphrased: refused", answer.status === "refused");
    this.#note(
      "paraphrased: gold answer within 2 excerpts, refusals counted as wrong",
      holdsAnswer(question, answer) ?? false,
    );
  }

  /** With a different name or number. */
  async swapped(question: EvalQuestion, seed: number): Promise<void> {
    const { documents } = this.#collection;
    const foreign = swapForeign(question, documents, seed);
    if (foreign !== null) {
      const answer = this.#evidence.note("foreign", await this.#rag.ask(foreign));
      this.#note("foreign name or number: refused", answer.status === "refused");
    }
    const document = documents.findLast(({ path }) => path === question.path)!;
    const within = swapWithin(question, document, seed);
    if (within === null) return;
    this.#note("other name of the paragraph: refused", (await this.#rag.ask(within)).status === "refused");
  }

  /** With the documents that the questions need left out through a scope. */
  async without(
    condition: "article" | "paragraph",
    questions: readonly EvalQuestion[],
    keyOf: (item: Pick<EvalDocument, "group" | "path">) => string,
  ): Promise<void> {
    for (const [key, group] of groupBy(questions, keyOf)) {
      const left = this.#collection.documents.filter((document) => keyOf(document) !== key);
      const view = this.#rag.scoped({ filter: { pathPrefix: left.map(({ path }) => path) } });
      for (const { question } of group) {
        const answer = this.#evidence.note(condition, await view.ask(question));
        this.#note(`${condition} left out: refused`, answer.status === "refused");
      }
    }
  }

  #note(measure: string, outcome: boolean): void {
    this.#outcomes.set(measure, [...(this.#outcomes.get(measure) ?? []), outcome]);
  }
}

function grouped(
  collection: string,
  checked: readonly { readonly measure: string; readonly right: boolean }[],
): AnswersRow[] {
  const outcomes = new Map<string, boolean[]>();
  for (const { measure, right } of checked) outcomes.set(measure, [...(outcomes.get(measure) ?? []), right]);
  return [...outcomes].map(([measure, list]) => ({ collection, measure, share: shareOf(list) }));
}

/** Summarizes the answers, refusals and citations of runs with all documents. */
function noteAnswer(note: (measure: string, outcome: boolean) => void, question: EvalQuestion, answer: Answer): void {
  const refused = answer.status === "refused";
  note("falsely refused", refused);
  if (question.answers.length > 0)
    note("gold answer within 2 excerpts, refusals counted as wrong", holdsAnswer(question, answer) ?? false);
  if (refused) return;
  const isCorrect = holdsAnswer(question, answer);
  if (isCorrect !== null) note("gold answer within 2 excerpts, refusals apart", isCorrect);
  for (const citation of answer.citations)
    note("citation precision: from the gold document", citation.path === question.path);
  if (isCorrect !== null)
    note(
      "citation recall: the gold span is cited",
      question.answers.some(({ text, start }) =>
        answer.citations.some(
          (citation) =>
            citation.path === question.path && citation.start <= start && start + text.length <= citation.end + 1,
        ),
      ),
    );
  for (const claim of answer.claims) note("claims passed", hasPassed(claim));
  note(
    "answers with a note on a conflict",
    answer.notes.some((entry) => entry.kind === "conflict"),
  );
}

/**
 * Whether the answer contains a gold answer, ignoring its final full stop; `null` when it was refused or there is no
 * gold answer.
 */
function holdsAnswer({ answers }: EvalQuestion, answer: Answer): boolean | null {
  if (answers.length === 0 || answer.status === "refused") return null;
  const flat = (text: string): string => text.replaceAll(/\s+/gu, " ").replace(/[.,;]$/u, "");
  const said = answer.citations.map((citation) => flat(citation.quote)).join("\n") + flat(answer.text);
  return answers.some(({ text }) => said.includes(flat(text)));
}

function groupBy(
  questions: readonly EvalQuestion[],
  keyOf: (question: EvalQuestion) => string,
): ReadonlyMap<string, readonly EvalQuestion[]> {
  const groups = new Map<string, EvalQuestion[]>();
  for (const question of questions) groups.set(keyOf(question), [...(groups.get(keyOf(question)) ?? []), question]);
  return groups;
}
