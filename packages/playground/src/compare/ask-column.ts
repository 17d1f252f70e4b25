import type { Api } from "../api/api.js";
import { paced } from "../ask/paced.js";
import { askedColumn, type Column } from "./column.js";

interface AskColumn {
  readonly api: Api;
  readonly collection: string;
  readonly question: string;
  readonly column: Column;
  readonly update: (change: (column: Column) => Column) => void;
  readonly signal: AbortSignal;
}

type Event = ReturnType<Api["ask" | "chat"]> extends AsyncGenerator<infer E> ? E : never;

/** Asks one model; its failure is its column's alone. */
export async function askColumn({ api, collection, question, column, update, signal }: AskColumn): Promise<void> {
  update(askedColumn);
  const body = { question, model: column.model };
  const { grounded } = column;
  try {
    const events: AsyncIterable<Event> = grounded
      ? api.ask(collection, body, signal)
      : api.chat(collection, body, signal);
    for await (const batch of paced(events)) update((before) => batch.reduce(columnAfter, before));
    update((before) => ({ ...before, running: false }));
  } catch (error) {
    const outcome = signal.aborted ? { stopped: true } : { error };
    update((before) => ({ ...before, ...outcome, running: false, waiting: null }));
  }
}

function columnAfter(column: Column, event: Event): Column {
  switch (event.type) {
    case "text":
      return { ...column, text: column.text + event.text, waiting: null };
    case "reasoning":
      return { ...column, reasoning: column.reasoning + event.text, waiting: null };
    case "waiting":
      return { ...column, waiting: event.message };
    case "answer":
      return { ...column, answer: event.answer, text: event.answer.text, waiting: null };
    case "done":
      return { ...column, done: event };
    default:
      return column;
  }
}
