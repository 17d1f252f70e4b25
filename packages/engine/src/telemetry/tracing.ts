import type { RagstoneEvent } from "@ragstone/core";

/** Values of a span by their names in the semantic conventions; those that are `undefined` are left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** What a span is started with. */
export interface SpanFacts {
  readonly name: string;
  /** Whether the work is done by a model or another service. @defaultValue false */
  readonly client?: boolean;
  readonly attributes: SpanAttributes;
}

/** Adds attributes to a span. */
export type SetAttributes = (attributes: SpanAttributes) => void;

/** Reports work as spans. The spans of calls within the work are its children. */
export interface Tracing {
  /** A span from the call to its end. One that fails has the error's code. */
  span<T>(facts: SpanFacts, work: (set: SetAttributes) => Promise<T>): Promise<T>;
  /** A span from the first part that is asked for to the end of the stream. */
  stream<T>(facts: SpanFacts, work: (set: SetAttributes) => AsyncIterable<T>): AsyncGenerator<T>;
  /** Adds an event to the current span. */
  event(event: RagstoneEvent): void;
}
