import { createHash, randomUUID } from "node:crypto";
import type { Endpoint } from "../models/endpoints.js";
import type { Quirks } from "../options/quirks.js";
import { citedDocuments } from "./chat-request.js";
import type { ChatRequest } from "./chat-request.js";
import { documentText } from "./plan-answer.js";
import type { CitedText } from "./plan-answer.js";
import { signature } from "./signature.js";
import type { Speech } from "./speak.js";

/** Everything that the two forms of a chat answer are made of. */
export interface Answering {
  readonly request: ChatRequest;
  readonly endpoint: Endpoint;
  readonly speech: Speech;
  readonly promptTokens: number;
  readonly quirks: Quirks;
}

/** Fields that a whole answer and each chunk share. */
export function envelope(
  { endpoint, quirks }: Answering,
  object: string,
): { id: string | null; object: string; created: number; model: string } {
  const claude = endpoint.model.family === "claude";
  const id = claude
    ? quirks.responseIds
      ? `msg_bdrk_${randomUUID().replaceAll("-", "").slice(0, 24)}`
      : null
    : `chatcmpl_${randomUUID()}`;
  return { id, object, created: Math.floor(Date.now() / 1000), model: endpoint.model.responseModel };
}

export function usage(
  { endpoint, promptTokens, quirks }: Answering,
  completionTokens: number,
): Record<string, number | undefined> {
  const countsCache = endpoint.model.family === "claude" && quirks.cacheUsage;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    cache_read_input_tokens: countsCache ? 0 : undefined,
    cache_creation_input_tokens: countsCache ? 0 : undefined,
  };
}

export function finishReason({ endpoint, speech, quirks }: Answering): string {
  return speech.finish === "stop" && endpoint.model.family === "claude" ? quirks.claudeStop : speech.finish;
}

/** A reasoning item: in the clear with its signature, or encrypted. */
export function reasoningItem(text: string, signed: boolean, quirks: Quirks): object {
  if (quirks.redactedReasoning) {
    const data = signature("") + createHash("sha256").update(text).digest("base64");
    return { type: "reasoning", summary: [{ type: "summary_encrypted_text", data }] };
  }
  const mark = signed ? signature(text) : "";
  return {
    type: "reasoning",
    summary: [{ type: "summary_text", text, signature: quirks.signatures ? mark : undefined }],
  };
}

/** The citation of a text item: characters of a plain-text document, blocks of custom content. */
export function citationOf(citation: NonNullable<CitedText["citation"]>, request: ChatRequest): object {
  const documents = citedDocuments(request);
  const enabled = documents.filter((item) => item.citations?.enabled === true);
  const item = enabled[citation.document]!;
  const shared = { document_index: documents.indexOf(item), document_title: item.title ?? null };
  if (item.source.type === "content" && typeof item.source.content !== "string") {
    const block = item.source.content.findIndex(({ text }) => text.includes(citation.quote));
    const cited = item.source.content[block]?.text ?? citation.quote;
    return {
      type: "content_block_location",
      cited_text: cited,
      ...shared,
      start_block_index: block,
      end_block_index: block + 1,
    };
  }
  const start = documentText(item).indexOf(citation.quote);
  return {
    type: "char_location",
    cited_text: citation.quote,
    ...shared,
    start_char_index: start,
    end_char_index: start + citation.quote.length,
  };
}

/** Ids of the tool calls, one for each planned call. */
export function callIds(speech: Speech): string[] {
  return speech.calls.map(() => `call_${randomUUID()}`);
}
