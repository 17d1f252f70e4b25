import type { OnEvent } from "@ragstone/core";
import type { Tracing } from "./tracing.js";

/** Adds events to the current span, and passes them on. */
export function tracedEvents(tracing: Tracing, onEvent: OnEvent | undefined): OnEvent {
  return (event) => {
    tracing.event(event);
    onEvent?.(event);
  };
}
