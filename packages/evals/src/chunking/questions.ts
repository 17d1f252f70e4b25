import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InvalidOptionError, type TextRange } from "@ragstone/core";

/** A question with the exact ranges of its corpus that answer it. */
export interface ChunkingQuestion {
  readonly question: string;
  readonly corpus: string;
  readonly excerpts: readonly TextRange[];
}

/**
 * Reads `questions.csv` in the layout of Chroma's chunking evaluation: columns `question`, `references` (JSON with
 * `start_index` and `end_index` into the corpus), `corpus_id` (the corpus is the file of that name with `.md`).
 *
 * @throws {@link InvalidOptionError} if the file has not those columns
 */
export async function readQuestions(dir: string): Promise<ChunkingQuestion[]> {
  const file = join(dir, "questions.csv");
  const [header, ...rows] = parseCsv(await readFile(file, "utf8"));
  const columns = ["question", "references", "corpus_id"].map((name) => header?.indexOf(name) ?? -1);
  if (columns.includes(-1))
    throw new InvalidOptionError(file, header?.join(","), "a table with the columns question, references, corpus_id");
  const [question, references, corpus] = columns as [number, number, number];
  return rows.map((row) => {
    const ranges = JSON.parse(row[references] ?? "[]") as readonly {
      readonly start_index: number;
      readonly end_index: number;
    }[];
    return {
      question: row[question] ?? "",
      corpus: row[corpus] ?? "",
      excerpts: ranges.map((range) => ({ start: range.start_index, end: range.end_index })),
    };
  });
}

/** Comma-separated values as RFC 4180 has them. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  for (let match = field.exec(text); match !== null && match.index < text.length; match = field.exec(text)) {
    row.push(match[1] === undefined ? (match[2] ?? "") : match[1].replaceAll('""', '"'));
    if (match[3] === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
