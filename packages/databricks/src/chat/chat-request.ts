/** A model's reasoning before its answer. It may be sent back in the next turn, unchanged, or left out. */
export interface ReasoningItem {
  readonly type: "reasoning";
  /** Empty where it came encrypted. */
  readonly text: string;
  /** Proves that the text is the model's own; without it the service does not take the reasoning back. */
  readonly signature?: string;
  /** Reasoning that only the service can read. */
  readonly encrypted?: string;
}

/** A piece of text. */
export interface TextItem {
  readonly type: "text";
  readonly text: string;
}

/** A picture, for models that see. */
export interface ImageItem {
  readonly type: "image";
  /** `https:` or `data:`. */
  readonly url: string;
}

/** A call that the model requested. */
export interface ChatToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

/** A message of a conversation. The user's or a tool's comes last. */
export type ChatMessage =
  | { readonly role: "system"; readonly content: string }
  | { readonly role: "user"; readonly content: string | readonly (TextItem | ImageItem)[] }
  | {
      readonly role: "assistant";
      readonly content: string | readonly (TextItem | ReasoningItem)[];
      readonly toolCalls?: readonly ChatToolCall[];
    }
  | { readonly role: "tool"; readonly toolCallId: string; readonly content: string };

/** A function that the model may call. */
export interface ChatTool {
  readonly name: string;
  readonly description?: string;
  /** JSON schema of an object. Keywords that the service refuses are moved into descriptions. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Makes an answer JSON. Llama takes both forms; Claude takes a schema only. */
export type ResponseFormat =
  | { readonly type: "json-object" }
  | {
      readonly type: "json-schema";
      readonly name: string;
      readonly description?: string;
      readonly schema: Readonly<Record<string, unknown>>;
    };

/** One request for an answer, in a form that every family's dialect is made from. */
export interface ChatRequest {
  /** System messages only at the start. */
  readonly messages: readonly ChatMessage[];
  /**
   * Most tokens of the answer, reasoning not included: a thinking budget comes on top.
   *
   * @defaultValue 4096, or less where context or output cap leave less
   */
  readonly maxTokens?: number;
  /** 0 to 2; not sent while thinking, which fixes it. */
  readonly temperature?: number;
  /** Above 0, to 1; not sent while thinking. */
  readonly topP?: number;
  /** From 1; not sent while thinking. */
  readonly topK?: number;
  readonly stop?: readonly string[];
  readonly tools?: readonly ChatTool[];
  /** @defaultValue "auto" when there are tools */
  readonly toolChoice?: "auto" | "none" | "required" | { readonly name: string };
  readonly responseFormat?: ResponseFormat;
  /** Extended thinking, of models that have it; from 1024 tokens. */
  readonly thinking?: { readonly budgetTokens: number };
}
