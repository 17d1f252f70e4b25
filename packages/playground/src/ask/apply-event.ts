import type { AskEvent } from "../api/api.js";
import type { Exchange } from "./exchange.js";

/** The exchange after an event of its stream. */
export function applyEvent(exchange: Exchange, event: AskEvent): Exchange {
  switch (event.type) {
    case "text":
      return { ...exchange, text: exchange.text + event.text, waiting: null };
    case "reasoning":
      return { ...exchange, reasoning: exchange.reasoning + event.text, waiting: null };
    case "answer":
      return { ...exchange, answer: event.answer, text: event.answer.text, waiting: null };
    case "waiting":
      return { ...exchange, waiting: event.message };
    default:
      return exchange;
  }
}
