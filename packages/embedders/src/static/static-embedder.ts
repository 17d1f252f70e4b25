import { setImmediate } from "node:timers/promises";
import { type Embedder, RagstoneError } from "@ragstone/core";
import { readStaticConfig } from "@ragstone/static-en";
import { wordPiece } from "@ragstone/tokenizers";
import { sharedStaticSum } from "./shared-static-sum.js";
import type { StaticSum } from "./static-sum.js";

/** Texts between two looks at the signal; about 20 ms of work at 400 tokens a text. */
const batchTexts = 256;

/** One busy core of a 2-core server, tokenising included: 24 MB of English a second at 4.7 bytes a token. */
const tokensPerSecond = 5e6;

/**
 * The built-in embedder `static-en-v1`: English, 256 dimensions, unit length, offline. A text's vector is the sum of
 * its tokens' rows, so embedding costs about what tokenising costs, and order and negation are not seen.
 *
 * There is no length limit: a text above `windowTokens` is embedded whole, but its vector is not very specific. A text
 * without any token known to the model has no vector. Queries and passages are embedded alike. The table, 7.9 MB, is
 * read at the first `embed`; work runs on the calling thread and yields to the event loop after every 256 texts.
 *
 * @throws {@link RagstoneError} `model-damaged` if the table of `@ragstone/static-en` is missing or cut
 */
export function staticEmbedder(): Embedder {
  const config = readable(readStaticConfig);
  const { name, dim, recommendedMaxTokens, files } = config;
  const tokenizer = wordPiece({ specialTokens: 0 });
  const ids = tokenizer.ids?.bind(tokenizer) ?? ((text: string) => tokenizer.encode(text).ids);
  let vectorOf: StaticSum | undefined;
  return {
    fingerprint: {
      model: name,
      revision: files["embeddings.i8.bin"].sha256.slice(0, 12),
      dimensions: dim,
      normalised: true,
      queryInstruction: null,
      tokenizer: tokenizer.name,
    },
    dimensions: dim,
    windowTokens: recommendedMaxTokens,
    maxBatch: batchTexts,
    concurrency: 1,
    normalised: true,
    queryInstruction: null,
    tokenizer,
    usdPerMillionTokens: null,
    estimateSeconds: (_texts, tokens) => tokens / tokensPerSecond,
    async embed(texts, { signal }) {
      vectorOf ??= readable(sharedStaticSum);
      const vectors: (Float32Array | null)[] = [];
      let tokens = 0;
      for (const [index, text] of texts.entries()) {
        if (index % batchTexts === 0) {
          // Before the first too: calls of one batch each, one after another, would let nothing else run.
          if (texts.length >= batchTexts) await setImmediate();
          signal?.throwIfAborted();
        }
        const textIds = ids(text);
        tokens += textIds.length;
        vectors.push(vectorOf(textIds));
      }
      return { vectors, failures: [], tokens };
    },
  };
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new RagstoneError(
      "model-damaged",
      "The table of the built-in embedder is missing, cut short or unreadable.",
      {
        hint: "Install @ragstone/static-en again.",
        cause,
      },
    );
  }
}
