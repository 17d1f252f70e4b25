import type { GenerationPart, Generator } from "@ragstone/core";
import { modelAttributes, modelName } from "./model-attributes.js";
import { replaceMethods } from "./replace-methods.js";
import type { SetAttributes, SpanFacts, Tracing } from "./tracing.js";

/** A generator whose calls of its model are spans. The extractive one calls none. */
export function tracedGenerator(generator: Generator, tracing: Tracing | undefined): Generator {
  if (tracing === undefined || generator.kind === "extractive") return generator;
  const { name } = generator;
  const chat = (attributes: SpanFacts["attributes"]): SpanFacts => ({
    name: `chat ${modelName(name)}`,
    client: true,
    attributes: { ...modelAttributes("chat", name), ...attributes },
  });
  return replaceMethods<Generator>(generator, {
    generate(request) {
      const { maxTokens, temperature } = request;
      const facts = chat({ "gen_ai.request.max_tokens": maxTokens, "gen_ai.request.temperature": temperature });
      return tracing.stream(facts, (set) => observed(generator.generate(request), set));
    },
    complete:
      generator.complete &&
      ((prompt, options = {}) =>
        tracing.span(chat({ "gen_ai.request.max_tokens": options.maxTokens }), async (set) => {
          const onUsage: typeof options.onUsage = (used) => {
            set(usageAttributes(used));
            options.onUsage?.(used);
          };
          return generator.complete!(prompt, { ...options, onUsage });
        })),
  });
}

async function* observed(parts: AsyncIterable<GenerationPart>, set: SetAttributes): AsyncGenerator<GenerationPart> {
  for await (const part of parts) {
    if (part.type === "usage") set(usageAttributes(part));
    if (part.type === "finish") set({ "gen_ai.response.finish_reasons": [part.serviceReason ?? part.reason] });
    yield part;
  }
}

function usageAttributes({
  inputTokens,
  outputTokens,
}: {
  readonly inputTokens: number;
  readonly outputTokens: number;
}) {
  return { "gen_ai.usage.input_tokens": inputTokens, "gen_ai.usage.output_tokens": outputTokens };
}
