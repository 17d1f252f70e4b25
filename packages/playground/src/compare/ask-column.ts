import type { Api } from "../api/api.js";
import type { Column } from "./column.js";

interface AskColumn {
  readonly api: Api;
  readonly collection: string;
  readonly question: string;
  readonly column: Column;
  readonly update: (change: Partial<Column> | ((column: Column) => Partial<Column>)) => void;
  readonly signal: AbortSignal;
}

/** Asks one model; its failure is its column's alone. */
export async function askColumn({ api, collection, question, column, update, signal }: AskColumn): Promise<void> {
  update({ text: "", answer: null, done: null, error: null, running: true });
  const body = { question, model: column.model };
  try {
    const events = column.grounded ? api.ask(collection, body, signal) : api.chat(collection, body, signal);
    for await (const event of events) {
      if (event.type === "text") update(({ text }) => ({ text: text + event.text }));
      if (event.type === "answer") update({ answer: event.answer, text: event.answer.text });
      if (event.type === "done") update({ done: event });
    }
  } catch (error) {
    if (!signal.aborted) update({ error });
  } finally {
    update({ running: false });
  }
}
