import type { JsonObject } from "../options/json.js";

interface TextItem {
  readonly type: "text";
  readonly text: string;
}

interface ReasoningItem {
  readonly type: "reasoning";
  readonly summary: readonly (
    | { readonly type: "summary_text"; readonly text: string; readonly signature?: string | null }
    | { readonly type: "summary_encrypted_text"; readonly data: string }
  )[];
}

export interface DocumentItem {
  readonly type: "document";
  readonly source:
    | { readonly type: "text"; readonly data: string }
    | { readonly type: "content"; readonly content: string | readonly TextItem[] };
  readonly title?: string | null;
  readonly citations?: { readonly enabled: boolean };
}

export type ContentItem = TextItem | ReasoningItem | DocumentItem | { readonly type: "image" | "image_url" | "file" };

interface ToolCall {
  readonly id: string;
  readonly type: "function";
  readonly function: { readonly name: string; readonly arguments: string };
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content?: string | null | readonly ContentItem[];
  readonly tool_calls?: readonly ToolCall[];
  readonly tool_call_id?: string;
}

export interface ToolDefinition {
  readonly type: "function";
  readonly function: { readonly name: string; readonly description?: string; readonly parameters?: JsonObject };
}

/** A chat request whose form was checked. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly max_tokens?: number | null;
  /** Read in place of `max_tokens`. */
  readonly max_completion_tokens?: number | null;
  readonly stream?: boolean | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly top_k?: number | null;
  readonly stop?: string | readonly string[] | null;
  readonly n?: number;
  readonly tools?: readonly ToolDefinition[];
  readonly tool_choice?: "none" | "auto" | "required" | { readonly function: { readonly name: string } } | null;
  readonly response_format?:
    | { readonly type: "text" | "json_object" }
    | { readonly type: "json_schema"; readonly json_schema: { readonly schema: JsonObject } }
    | null;
  readonly logprobs?: boolean | null;
  readonly thinking?:
    | { readonly type: "enabled"; readonly budget_tokens: number }
    | { readonly type: "disabled" }
    | null;
}

/** The text of a message: text items joined, everything else left out. */
export function messageText(message: ChatMessage): string {
  const { content } = message;
  if (typeof content === "string") return content;
  return (content ?? []).map((item) => (item.type === "text" ? item.text : "")).join("");
}

/** The conversation's documents with citations enabled, in order. */
export function citedDocuments(request: ChatRequest): DocumentItem[] {
  return request.messages.flatMap(({ content }) =>
    Array.isArray(content) ? (content as readonly ContentItem[]).filter((item) => item.type === "document") : [],
  );
}
