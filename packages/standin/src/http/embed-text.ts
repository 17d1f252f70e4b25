import type { Workspace } from "./workspace.js";

/** The vector of a text by a model endpoint of the workspace, as the service embeds sources and queries itself. */
export async function embedText(text: string, model: string, workspace: Workspace): Promise<Float32Array> {
  const family = workspace.endpoints.get(model)?.model.family;
  const played = workspace.embeddingModel(family === "bge" || family === "qwen" ? family : "gte");
  const [embedded] = await played.embed([text], workspace.endpoints.get(model)?.model.contextTokens ?? 512);
  return embedded!.vector;
}
