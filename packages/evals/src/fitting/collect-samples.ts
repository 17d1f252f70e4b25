import { access, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { extractiveGenerator, type ExtractiveEvidence, type WeighedExcerpt } from "@ragstone/chain";
import { openRagstone, type Ragstone } from "ragstone";
import { readQuestions } from "../answers/read-questions.js";
import { isTuning, readDocsQuestions } from "../docs/docs-question.js";
import { containsQuote, shareMet } from "../docs/score-text.js";
import type { Condition, Sample } from "./sample.js";

/** A question of either layout. */
interface FitQuestion {
  readonly question: string;
  readonly isAnswerable: boolean;
  readonly isRight: (evidence: ExtractiveEvidence) => boolean;
  readonly isGold: (excerpt: WeighedExcerpt) => boolean;
  /** Whether the ranking is fitted on it. */
  readonly isRanked: boolean;
  /** Paths to leave out, one list for each way to ask without the evidence. */
  readonly withoutPaths: readonly ReadonlySet<string>[];
}

/** Asks the tuning half of a set of questions about a folder, with and without their evidence. */
export async function docsSamples(folder: string, set: string): Promise<readonly Sample[]> {
  const questions = (await readDocsQuestions(set)).filter(({ id }) => isTuning(id));
  return askAll(
    basename(folder),
    folder,
    questions.map(({ question, kind, answers, evidence }) => ({
      question,
      isAnswerable: kind !== "unanswerable",
      isRight: ({ answer }) => shareMet(answer, answers) === 1,
      isGold: ({ path, key, text }) =>
        evidence.some((one) => one.path === path && (containsQuote(key, one.quote) || shareMet(text, answers) === 1)),
      isRanked: kind !== "unanswerable",
      withoutPaths: evidence.length === 0 ? [] : [new Set(evidence.map(({ path }) => path))],
    })),
  );
}

/**
 * Asks a part of the even articles of a collection in SQuAD layout, or of the abstracts of PubMedQA, with and without
 * their article and paragraph. An abstract's answer is right when it is from that abstract.
 */
export async function articleSamples(file: string, { every }: { readonly every: number }): Promise<readonly Sample[]> {
  const { name, documents, questions } = await readQuestions(file);
  const groups = [...new Set(documents.map(({ group }) => group))];
  const even = new Set(groups.filter((_, at) => at % 2 === 0));
  const folder = await mkdtemp(join(tmpdir(), "ragstone-fit-"));
  try {
    for (const { path, text } of documents) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const asked = questions.filter(({ group }) => even.has(group)).filter((_, at) => at % every === 0);
    return await askAll(
      name,
      folder,
      asked.map(({ question, answers, path, group }): FitQuestion => {
        const forms = [answers.map(({ text }) => text)];
        const hasAnswers = answers.length > 0;
        const article = new Set(documents.filter((document) => document.group === group).map((one) => one.path));
        return {
          question,
          isAnswerable: true,
          isRight: ({ answer, excerpts }) =>
            hasAnswers ? shareMet(answer, forms) === 1 : excerpts()[0]?.path === path,
          isGold: (excerpt) => hasAnswers && excerpt.path === path && shareMet(excerpt.key, forms) === 1,
          isRanked: hasAnswers,
          withoutPaths: article.size > 1 ? [article, new Set([path])] : [article],
        };
      }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Folders of question sets: `docs/NAME` with `docs/questions/NAME.jsonl`. */
export async function docsSets(data: string): Promise<readonly { readonly folder: string; readonly set: string }[]> {
  const files = await readdir(join(data, "docs", "questions"));
  return files
    .filter((file) => file.endsWith(".jsonl"))
    .map((file) => ({
      folder: join(data, "docs", basename(file, ".jsonl")),
      set: join(data, "docs", "questions", file),
    }));
}

async function askAll(set: string, folder: string, questions: readonly FitQuestion[]): Promise<readonly Sample[]> {
  const index = await mkdtemp(join(tmpdir(), "ragstone-fit-"));
  const listener: { found: ExtractiveEvidence | null } = { found: null };
  try {
    await using rag = await openRagstone({
      folder,
      index,
      generator: extractiveGenerator({
        onEvidence: (evidence) => {
          listener.found = evidence;
        },
      }),
    });
    await rag.index();
    const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      );
    const samples: Sample[] = [];
    const ask = async (view: Pick<Ragstone, "ask">, question: FitQuestion, condition: Condition): Promise<void> => {
      listener.found = null;
      await view.ask(question.question);
      if (listener.found !== null) samples.push(sampleOf(set, question, condition, listener.found));
    };
    for (const question of questions) {
      await ask(rag, question, "everything");
      for (const paths of question.withoutPaths) {
        const pathPrefix = files.filter((path) => !paths.has(path));
        await ask(rag.scoped({ filter: { pathPrefix } }), question, "without evidence");
      }
    }
    return samples;
  } finally {
    await rm(index, { recursive: true });
  }
}

function sampleOf(set: string, question: FitQuestion, condition: Condition, evidence: ExtractiveEvidence): Sample {
  const isComplete = condition === "everything";
  const excerpts = isComplete && question.isRanked ? evidence.excerpts() : [];
  return {
    set,
    isAnswerable: question.isAnswerable,
    condition,
    isRight: isComplete && question.isAnswerable && question.isRight(evidence),
    isBlocked: evidence.isBlocked,
    features: evidence.features,
    excerpts: excerpts.map((excerpt) => ({ features: excerpt.features, isGold: question.isGold(excerpt) })),
  };
}

/** Whether a file is there. */
export async function isReadable(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
