import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { InvalidOptionError } from "@ragstone/core";

export interface EvalDocument {
  /** POSIX, relative: the article as folder, the paragraph as file. */
  readonly path: string;
  /** The article. */
  readonly group: string;
  readonly text: string;
}

export interface EvalQuestion {
  readonly id: string;
  readonly question: string;
  /** Of the document that answers it. */
  readonly path: string;
  readonly group: string;
  /** Empty where the collection gives no words of the document as answers. */
  readonly answers: readonly { readonly text: string; readonly start: number }[];
}

export interface QuestionCollection {
  readonly name: string;
  readonly documents: readonly EvalDocument[];
  readonly questions: readonly EvalQuestion[];
}

interface SquadFile {
  readonly data: readonly {
    readonly title?: string;
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly {
        readonly id: string;
        readonly question: string;
        readonly answers: readonly { readonly text: string; readonly answer_start: number }[];
      }[];
    }[];
  }[];
}

type PubMedFile = Readonly<Record<string, { readonly QUESTION: string; readonly CONTEXTS: readonly string[] }>>;

const safe = (name: string): string => name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "_").slice(0, 80) || "untitled";

/**
 * Reads questions with their documents: SQuAD layout (an article is a group, a paragraph a document), or PubMedQA (an
 * abstract is both).
 *
 * @throws {@link InvalidOptionError} if the file has neither layout
 */
export async function readQuestions(file: string): Promise<QuestionCollection> {
  const content = JSON.parse(await readFile(file, "utf8")) as SquadFile | PubMedFile;
  const name = basename(file).replace(/\.json$/u, "");
  if ("data" in content && Array.isArray(content.data)) return fromSquad(name, content as SquadFile);
  const entries = Object.entries(content as PubMedFile);
  if (
    entries.length === 0 ||
    entries.some(([, entry]) => typeof entry.QUESTION !== "string" || !Array.isArray(entry.CONTEXTS))
  ) {
    throw new InvalidOptionError("FILE", file, "questions in SQuAD layout or in that of PubMedQA");
  }
  return {
    name,
    documents: entries.map(([id, { CONTEXTS }]) => ({ path: `${id}/1.txt`, group: id, text: CONTEXTS.join("\n\n") })),
    questions: entries.map(([id, { QUESTION }]) => ({
      id,
      question: QUESTION,
      path: `${id}/1.txt`,
      group: id,
      answers: [],
    })),
  };
}

function fromSquad(name: string, { data }: SquadFile): QuestionCollection {
  const documents: EvalDocument[] = [];
  const questions: EvalQuestion[] = [];
  for (const [at, article] of data.entries()) {
    const group = `${String(at + 1).padStart(3, "0")}-${safe(article.title ?? "untitled")}`;
    for (const [number, { context, qas }] of article.paragraphs.entries()) {
      const path = `${group}/${String(number + 1).padStart(2, "0")}.txt`;
      documents.push({ path, group, text: context });
      for (const { id, question, answers } of qas)
        questions.push({
          id,
          question,
          path,
          group,
          answers: answers.map(({ text, answer_start }) => ({ text, start: answer_start })),
        });
    }
  }
  return { name, documents, questions };
}
