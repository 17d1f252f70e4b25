import type { Embedder } from "@ragstone/core";
import { modelAttributes, modelName } from "./model-attributes.js";
import { replaceMethods } from "./replace-methods.js";
import type { Tracing } from "./tracing.js";

/** An embedder whose calls are spans. */
export function tracedEmbedder(embedder: Embedder, tracing: Tracing | undefined): Embedder {
  if (tracing === undefined) return embedder;
  const { model } = embedder.fingerprint;
  return replaceMethods<Embedder>(embedder, {
    embed: (texts, options) =>
      tracing.span(
        {
          name: `embeddings ${modelName(model)}`,
          client: true,
          attributes: {
            ...modelAttributes("embeddings", model),
            "gen_ai.embeddings.dimension.count": embedder.dimensions,
            "ragstone.texts": texts.length,
          },
        },
        async (set) => {
          const result = await embedder.embed(texts, options);
          set({ "gen_ai.usage.input_tokens": result.tokens });
          return result;
        },
      ),
  });
}
