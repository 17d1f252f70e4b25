import type { CatalogueModel } from "../catalogue/catalogue-model.js";

/** Tasks whose requests and answers Ragstone speaks (docs.databricks.com, create endpoints; MLflow's agent tasks). */
const kinds: Readonly<Record<string, CatalogueModel["kind"]>> = {
  "llm/v1/chat": "chat",
  "llm/v1/embeddings": "embedding",
  "agent/v1/chat": "chat",
  "agent/v2/chat": "chat",
};

/** The kind of model behind a task; `null` for tasks of another protocol, such as `llm/v1/completions`. */
export function taskKind(task: string): CatalogueModel["kind"] | null {
  return Object.hasOwn(kinds, task) ? kinds[task]! : null;
}
