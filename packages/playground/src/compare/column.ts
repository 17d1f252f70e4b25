import type { Answer } from "@ragstone/core";

/** One of the models compared, and its answer. */
export interface Column {
  readonly key: number;
  readonly model: string;
  /** Whether it answers from the documents. */
  readonly grounded: boolean;
  readonly text: string;
  readonly reasoning: string;
  /** What the server is waiting for. */
  readonly waiting: string | null;
  readonly running: boolean;
  readonly stopped: boolean;
  /** Of a grounded answer. */
  readonly answer: Answer | null;
  /** Of plain chat. */
  readonly done: Pick<Answer, "usage" | "elapsedMs"> | null;
  readonly error: unknown;
}

const unasked = {
  text: "",
  reasoning: "",
  waiting: null,
  running: false,
  stopped: false,
  answer: null,
  done: null,
  error: null,
};

/** A column that was not asked yet. */
export function newColumn(key: number, model: string): Column {
  return { key, model, grounded: true, ...unasked };
}

/** A column whose model was asked just now. */
export function askedColumn(column: Column): Column {
  return { ...column, ...unasked, running: true };
}
