import type { CatalogueModel } from "./catalogue-model.js";
import { claudeModels } from "./claude-models.js";
import { embeddingModels } from "./embedding-models.js";
import { llamaModels } from "./llama-models.js";

/**
 * The models that Ragstone knows by name, with their sources. Any other endpoint works by `?family=` or by asking the
 * workspace.
 */
export const catalogue: readonly CatalogueModel[] = [...embeddingModels, ...llamaModels, ...claudeModels];
