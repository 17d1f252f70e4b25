import type { GenerationEnd } from "@ragstone/core";

/** A piece of a streamed answer, in order of arrival. `usage` and `finish` come once, last. */
export type ChatPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  /** Belongs to the reasoning since the last signature. */
  | { readonly type: "reasoning-signature"; readonly signature: string }
  | { readonly type: "reasoning-encrypted"; readonly data: string }
  /** `id` and `name` come with the first piece of a call, `arguments` in pieces of JSON. */
  | {
      readonly type: "tool-call";
      readonly index: number;
      readonly id: string | null;
      readonly name: string | null;
      readonly arguments: string;
    }
  /** As the service sends it; supports the text since the last citation. */
  | { readonly type: "citation"; readonly citation: unknown }
  | ChatUsage
  | ChatFinish;

/** Tokens of one answer. */
export interface ChatUsage {
  readonly type: "usage";
  /** Of the whole answer, cached input included. */
  readonly inputTokens: number;
  /** Reasoning included. */
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

/** How an answer ended. */
export interface ChatFinish {
  readonly type: "finish";
  /** `length`: cut by `max_tokens`. `unknown`: see `serviceReason`; not a finished answer. */
  readonly reason: GenerationEnd;
  /** The service's own word; `null` if it gave none. */
  readonly serviceReason: string | null;
  /** The service's name for the model; not the endpoint. */
  readonly model: string | null;
  readonly id: string | null;
  readonly requestId: string | null;
}
