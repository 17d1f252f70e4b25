import type { OnEvent } from "@ragstone/core";
import type { Workspace } from "@ragstone/databricks";

/** What building a model may need besides its spec. */
export interface ModelContext {
  /** Base URL for `anthropic:`, `openai:` and `ollama:`. */
  readonly baseUrl?: string;
  /** Folder that relative paths in specs, such as `onnx:DIR`, start from. */
  readonly workingDir: string;
  /** USD for a million tokens by model, over the dated table. */
  readonly prices?: Readonly<Record<string, { readonly input?: number; readonly output?: number }>>;
  readonly onEvent?: OnEvent;
  /** The Databricks workspace, made by the first model that needs it, so that all of them share its limits. */
  readonly databricks: { workspace: Workspace | null };
}
