import type { Embedder } from "./embedder.js";
import type { OnEvent } from "./event.js";
import { shortenQuery } from "./shorten-query.js";

export interface EmbedQueryOptions {
  /** In messages. @defaultValue `"the embedding model"` */
  readonly model?: string;
  /** What happens to a query without a vector, in messages. @defaultValue `"only its words are searched for"` */
  readonly otherwise?: string;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: OnEvent | undefined;
}

/**
 * The vector of a query; of its start and its questions where it is longer than the embedder's window, with the notice
 * `query-shortened`. `null` where nothing of it fits, and for a blank one.
 *
 * @throws {@link RagstoneError} the embedder's error if it fails on the query for another reason
 */
export async function embedQuery(
  embedder: Embedder,
  query: string,
  options: EmbedQueryOptions = {},
): Promise<Float32Array | null> {
  const { model = "the embedding model", otherwise = "only its words are searched for", signal, onEvent } = options;
  const { vectors, failures } = await embedder.embed([query], { kind: "query", signal });
  const error = failures[0]?.error;
  if (error === undefined) return vectors[0] ?? null;
  const { windowTokens } = error.code === "text-too-long" ? error.data : {};
  if (typeof windowTokens !== "number") throw error;
  const short = shortenQuery(query, embedder, windowTokens);
  const what = short === null ? otherwise : `its vector is that of ${short.length} of its ${query.length} characters`;
  onEvent?.({
    type: "notice-raised",
    code: "query-shortened",
    message: `The query is longer than the ${windowTokens} tokens of ${model}: ${what}.`,
  });
  // What was shortened is shorter than before, so that this ends.
  return short === null || short.length >= query.length ? null : embedQuery(embedder, short, { signal });
}
