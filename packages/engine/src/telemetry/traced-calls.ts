import type { AnswerPart, IndexReport } from "@ragstone/core";
import { modelName } from "./model-attributes.js";
import type { SetAttributes, Tracing } from "./tracing.js";

/** The stream of an answer as a span. */
export function tracedAnswer(
  tracing: Tracing | undefined,
  answer: () => AsyncIterable<AnswerPart>,
): AsyncIterable<AnswerPart> {
  if (tracing === undefined) return answer();
  const attributes = { "gen_ai.operation.name": "ask" };
  return tracing.stream({ name: "ask", attributes }, (set) => observed(answer(), set));
}

async function* observed(parts: AsyncIterable<AnswerPart>, set: SetAttributes): AsyncGenerator<AnswerPart> {
  for await (const part of parts) {
    if (part.type === "answer") {
      const { model, status, usage, sources, citations } = part.answer;
      set({
        "gen_ai.request.model": modelName(model),
        "gen_ai.usage.input_tokens": usage.inputTokens,
        "gen_ai.usage.output_tokens": usage.outputTokens,
        "ragstone.answer.status": status,
        "ragstone.sources": sources.length,
        "ragstone.citations": citations.length,
      });
    }
    yield part;
  }
}

/** A search as a span. */
export async function tracedSearch<T extends { readonly length: number }>(
  tracing: Tracing | undefined,
  { mode, k }: { readonly mode: string; readonly k: number },
  search: () => Promise<T>,
): Promise<T> {
  if (tracing === undefined) return search();
  const attributes = { "gen_ai.operation.name": "search", "ragstone.mode": mode, "ragstone.k": k };
  return tracing.span({ name: "search", attributes }, async (set) => {
    const hits = await search();
    set({ "ragstone.hits": hits.length });
    return hits;
  });
}

/** A run over the folder as a span. */
export async function tracedRun<T extends { readonly report: IndexReport }>(
  tracing: Tracing | undefined,
  run: () => Promise<T>,
): Promise<T> {
  if (tracing === undefined) return run();
  const attributes = { "gen_ai.operation.name": "index" };
  return tracing.span({ name: "index", attributes }, async (set) => {
    const ran = await run();
    for (const [state, count] of Object.entries(ran.report.documents))
      if (typeof count === "number") set({ [`ragstone.documents.${state}`]: count });
    return ran;
  });
}
