import type { Answer } from "@ragstone/core";

/** One of the models compared, and its answer. */
export interface Column {
  readonly key: number;
  readonly model: string;
  /** Whether it answers from the documents. */
  readonly grounded: boolean;
  readonly text: string;
  readonly running: boolean;
  /** Of a grounded answer. */
  readonly answer: Answer | null;
  /** Of plain chat. */
  readonly done: Pick<Answer, "usage" | "elapsedMs"> | null;
  readonly error: unknown;
}

/** A column that was not asked yet. */
export function newColumn(key: number, model: string): Column {
  return { key, model, grounded: true, text: "", running: false, answer: null, done: null, error: null };
}
