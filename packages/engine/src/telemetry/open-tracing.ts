import type * as OpenTelemetry from "@opentelemetry/api";
import { isRagstoneError, RagstoneError, type RagstoneEvent } from "@ragstone/core";
import type { SpanAttributes, SpanFacts, Tracing } from "./tracing.js";

type Api = typeof OpenTelemetry;

/** Events that explain a span. Those of each document would fill it. */
const reported: ReadonlySet<RagstoneEvent["type"]> = new Set([
  "document-failed",
  "request-retried",
  "limit-waited",
  "endpoint-waited",
  "notice-raised",
]);

/**
 * Spans of the tracer provider that the app registered with `@opentelemetry/api`. Without one they cost next to nothing.
 *
 * @param load - loads the API. @defaultValue `import()`
 * @throws {@link RagstoneError} `dependency-missing` if `@opentelemetry/api` is not installed
 */
export async function openTracing(load: () => Promise<Api> = () => import("@opentelemetry/api")): Promise<Tracing> {
  const { context, trace, SpanKind, SpanStatusCode } = await loaded(load);
  const tracer = trace.getTracer("ragstone");
  const start = ({ name, client = false, attributes }: SpanFacts): OpenTelemetry.Span =>
    tracer.startSpan(name, {
      kind: client ? SpanKind.CLIENT : SpanKind.INTERNAL,
      attributes: present(attributes),
    });
  const within = (span: OpenTelemetry.Span) => trace.setSpan(context.active(), span);
  const fail = (span: OpenTelemetry.Span, error: unknown) => {
    span.setAttribute("error.type", errorType(error));
    const message = error instanceof Error ? error.message : String(error);
    span.setStatus({ code: SpanStatusCode.ERROR, message });
  };
  return {
    async span(facts, work) {
      const span = start(facts);
      try {
        return await context.with(within(span), () => work((attributes) => span.setAttributes(present(attributes))));
      } catch (error) {
        fail(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
    async *stream(facts, work) {
      const span = start(facts);
      // A generator runs in the context of the code that asks for its next part, so the span is made current for each.
      const active = within(span);
      const set = (attributes: SpanAttributes) => void span.setAttributes(present(attributes));
      const parts = context.with(active, () => work(set)[Symbol.asyncIterator]());
      try {
        for (;;) {
          const next = await context.with(active, () => parts.next());
          if (next.done === true) return;
          yield next.value;
        }
      } catch (error) {
        fail(span, error);
        throw error;
      } finally {
        await context.with(active, () => parts.return?.());
        span.end();
      }
    },
    event({ type, ...values }) {
      if (reported.has(type)) trace.getActiveSpan()?.addEvent(`ragstone.${type}`, { ...values });
    },
  };
}

async function loaded(load: () => Promise<Api>): Promise<Api> {
  try {
    return await load();
  } catch (error) {
    throw new RagstoneError("dependency-missing", "Telemetry needs @opentelemetry/api, which is not installed.", {
      hint: "Add it next to ragstone: npm install @opentelemetry/api",
      cause: error,
      data: { package: "@opentelemetry/api" },
    });
  }
}

function present(attributes: SpanAttributes) {
  const entries = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === "object" ? [...value] : value] as const],
  );
  return Object.fromEntries(entries);
}

function errorType(error: unknown): string {
  if (isRagstoneError(error)) return error.code;
  return error instanceof Error ? error.name : "_OTHER";
}
