import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** A place of a document that answers a question. */
interface QuestionEvidence {
  /** POSIX, relative to the folder. */
  readonly path: string;
  readonly quote: string;
  readonly page?: number;
}

/** A question about a folder, with what an answer must say. */
export interface DocsQuestion {
  readonly id: string;
  /** `unanswerable` where the folder has no answer. */
  readonly kind: string;
  readonly question: string;
  /** Each group must be met by one of its forms. */
  readonly answers: readonly (readonly string[])[];
  readonly evidence: readonly QuestionEvidence[];
  /** All of the evidence is needed; otherwise any one is enough. */
  readonly all?: boolean;
}

/** Reads questions, one JSON object per line. */
export async function readDocsQuestions(file: string): Promise<readonly DocsQuestion[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as DocsQuestion);
}

/** Whether a question belongs to the half that rules may be tuned on: the first byte of its id's SHA-256 is even. */
export function isTuning(id: string): boolean {
  return createHash("sha256").update(id).digest()[0]! % 2 === 0;
}
