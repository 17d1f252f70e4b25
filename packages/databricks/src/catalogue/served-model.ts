import { catalogue } from "./catalogue.js";
import type { CatalogueModel } from "./catalogue-model.js";
import { externalEmbeddingModels } from "./unlisted-models.js";

/** What workspaces and clouds put behind a model's name: versions of an offer, dates of a release, places, stages. */
const suffixes: readonly RegExp[] = [
  /-v\d+(-\d+)?$/,
  /-(?:20\d{6}|\d{6}|20\d{2}-\d{2}-\d{2})$/,
  /-(?:eu|us|ap|apac|global|latest|preview|maas)$/,
];

/**
 * The model that an endpoint object, a catalog entity (`system.ai.gte_large_en_v1_5`), a dated or regional id
 * (`us.anthropic.claude-3-7-sonnet-20250219-v1:0`) or a user means; `null` when none.
 */
export function servedModel(served: string): CatalogueModel | null {
  const models = [...catalogue, ...externalEmbeddingModels];
  let plain = served
    .toLowerCase()
    .replace(/^.*[./](?=[a-z])/, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^databricks-/, "");
  for (;;) {
    const name = plain;
    const found = models.find((model) => model.name === name || model.servedNames.includes(name));
    if (found !== undefined) return found;
    const suffix = suffixes.find((pattern) => pattern.test(plain));
    if (suffix === undefined) return null;
    plain = plain.replace(suffix, "");
  }
}
