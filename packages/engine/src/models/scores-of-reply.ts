import { RemoteError } from "@ragstone/core";

interface Scored {
  readonly index: number;
  readonly score: number;
}

/**
 * The scores of a rerank reply in the order of the documents. Scores outside `[0, 1]` are logits: their sigmoid counts.
 *
 * @throws {@link RemoteError} `response-invalid` if a document has no score, or one that is not a number, or two
 */
export function scoresOfReply(reply: unknown, count: number, spec: string): readonly number[] {
  const { results, data } = (reply ?? {}) as { readonly results?: unknown; readonly data?: unknown };
  const list = results ?? data;
  if (!Array.isArray(list)) throw invalid(spec, "without a list of results");
  if (list.length !== count) throw invalid(spec, `with ${list.length} results for ${count} documents`);
  const scores = new Map(list.map((entry) => scoredOf(entry, spec)).map(({ index, score }) => [index, score]));
  const ordered = Array.from({ length: count }, (_, index) => scores.get(index));
  const known = ordered.filter((score) => score !== undefined);
  if (known.length < count) throw invalid(spec, "in which a document has no score");
  const areLogits = known.some((score) => score < 0 || score > 1);
  return areLogits ? known.map((score) => 1 / (1 + Math.exp(-score))) : known;
}

function scoredOf(entry: unknown, spec: string): Scored {
  const { index, relevance_score: score } = (entry ?? {}) as {
    readonly index?: unknown;
    readonly relevance_score?: unknown;
  };
  if (typeof index !== "number" || typeof score !== "number" || !Number.isFinite(score))
    throw invalid(spec, `with the result ${JSON.stringify(entry)?.slice(0, 100)}`);
  return { index, score };
}

function invalid(spec: string, what: string): RemoteError {
  return new RemoteError("response-invalid", `${spec} answered ${what}.`, {
    hint: "Check that the model is a reranker and that the server answers like Cohere's /rerank.",
    data: { spec },
  });
}
