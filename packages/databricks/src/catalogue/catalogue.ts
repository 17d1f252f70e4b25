import type { CatalogueModel } from "./catalogue-model.js";
import { claudeModels } from "./claude-models.js";
import { embeddingModels } from "./embedding-models.js";
import { llamaModels } from "./llama-models.js";
import { openAiModels } from "./openai-models.js";

/**
 * The models of pay-per-token endpoints that Ragstone knows by name, with their sources. Any other endpoint works too:
 * its facts come from the workspace or from the spec.
 */
export const catalogue: readonly CatalogueModel[] = [
  ...embeddingModels,
  ...llamaModels,
  ...claudeModels,
  ...openAiModels,
];
