import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readQuestions, type EvalDocument, type QuestionCollection } from "../answers/read-questions.js";

/** Documents with their questions, from a file of questions or from a folder of Markdown and text files, which has none. */
export async function readDocuments(path: string): Promise<Pick<QuestionCollection, "documents" | "questions">> {
  if (!(await stat(path)).isDirectory()) return readQuestions(path);
  const names = (await readdir(path, { recursive: true })).filter((name) => /\.(?:md|txt)$/u.test(name)).sort();
  const documents = await Promise.all(
    names.map(async (name): Promise<EvalDocument> => {
      const text = await readFile(join(path, name), "utf8");
      return { path: name, group: name, text };
    }),
  );
  return { documents, questions: [] };
}
