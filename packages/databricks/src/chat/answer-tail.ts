import { generationEnd } from "@ragstone/core";
import { tokenCount } from "../requests/token-count.js";
import { asRecord } from "../requests/as-record.js";
import type { ChatFinish, ChatUsage } from "./chat-part.js";

type Json = Readonly<Record<string, unknown>>;

/** An answer's metadata apart from its content: collected as it arrives, emitted once at the end. */
export class AnswerTail {
  #usage: ChatUsage | null = null;
  #reason: string | null = null;
  #model: string | null = null;
  #id: string | null = null;

  /** Reads the fields around the choices. Usage is cumulative, so the last one counts. */
  read({ usage, model, id }: Json): void {
    if (typeof model === "string") this.#model = model;
    if (typeof id === "string") this.#id = id;
    if (typeof usage === "object" && usage !== null) this.#usage = usageOf(asRecord(usage));
  }

  /** Takes the reason of a choice; a later chunk without one does not unsay it. */
  finished({ finish_reason: snake, finishReason: camel }: Json): void {
    const reason = snake ?? camel;
    if (typeof reason === "string" && reason !== "") this.#reason = reason;
  }

  get usage(): ChatUsage | null {
    return this.#usage;
  }

  get complete(): boolean {
    return this.#reason !== null;
  }

  finish(requestId: string | null): ChatFinish {
    return {
      type: "finish",
      // Documented answers may have no reason at all; `[DONE]` or a whole body says that nothing is missing.
      reason: generationEnd(this.#reason ?? "stop"),
      serviceReason: this.#reason,
      model: this.#model,
      id: this.#id,
      requestId,
    };
  }
}

function usageOf(usage: Json): ChatUsage {
  const count = (key: string) => tokenCount(usage[key]) ?? 0;
  const cached = asRecord(usage["prompt_tokens_details"])["cached_tokens"];
  const cacheReadTokens = count("cache_read_input_tokens");
  const cacheWriteTokens = count("cache_creation_input_tokens");
  return {
    type: "usage",
    // Claude's prompt_tokens leave cached tokens out (github databricks/databricks-ai-bridge); the details of the other
    // form do not.
    inputTokens: count("prompt_tokens") + cacheReadTokens + cacheWriteTokens,
    outputTokens: count("completion_tokens"),
    cacheReadTokens: cacheReadTokens > 0 ? cacheReadTokens : (tokenCount(cached) ?? 0),
    cacheWriteTokens,
  };
}
