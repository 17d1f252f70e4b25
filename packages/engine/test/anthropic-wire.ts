import type { ServerResponse } from "node:http";

/** A citation as the service writes it, for plain-text documents. */
export interface CharLocation {
  readonly type: "char_location";
  readonly cited_text: string;
  readonly document_index: number;
  readonly document_title: string | null;
  readonly start_char_index: number;
  readonly end_char_index: number;
}

interface TextBlock {
  readonly text: string;
  readonly citations?: readonly CharLocation[];
  /** Citations come before the text instead of after it: clients must take both. */
  readonly citedFirst?: boolean;
}

export interface StreamedReply {
  readonly blocks: readonly TextBlock[];
  /** Before the text, as extended thinking streams it. */
  readonly thinking?: string;
  /** `null` leaves out the end of the message. */
  readonly stopReason?: string | null;
  /** An error event in place of the end. */
  readonly error?: { readonly type: string; readonly message: string };
  /** Where the stream's bytes are divided; the connection is cut after the last. */
  readonly divide?: (bytes: Buffer) => readonly Buffer[];
  readonly cutAfter?: number;
}

/** The server-sent events of one message, as the Messages API streams it. */
function messageEvents({ blocks, thinking, stopReason = "end_turn", error }: StreamedReply): string {
  let events = "";
  const event = (type: string, data: object): void => {
    events += `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
  };
  event("message_start", {
    message: {
      id: "msg_01",
      type: "message",
      role: "assistant",
      model: "claude-x",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 300, output_tokens: 0 },
    },
  });
  event("ping", {});
  let index = 0;
  if (thinking !== undefined) {
    event("content_block_start", { index, content_block: { type: "thinking", thinking: "", signature: "" } });
    event("content_block_delta", { index, delta: { type: "thinking_delta", thinking } });
    event("content_block_delta", { index, delta: { type: "signature_delta", signature: "c2ln" } });
    event("content_block_stop", { index });
    index += 1;
  }
  for (const { text, citations = [], citedFirst = false } of blocks) {
    const cite = (): void => {
      for (const citation of citations)
        event("content_block_delta", { index, delta: { type: "citations_delta", citation } });
    };
    event("content_block_start", {
      index,
      content_block: { citations: citations.length > 0 ? [] : undefined, type: "text", text: "" },
    });
    if (citedFirst) cite();
    const size = Math.max(9, Math.ceil(text.length / 5_000));
    for (let at = 0; at < text.length; at += size)
      event("content_block_delta", { index, delta: { type: "text_delta", text: text.slice(at, at + size) } });
    if (!citedFirst) cite();
    event("content_block_stop", { index });
    index += 1;
  }
  if (error !== undefined) event("error", { error });
  else if (stopReason !== null) {
    event("message_delta", { delta: { stop_reason: stopReason, stop_sequence: null }, usage: { output_tokens: 20 } });
    event("message_stop", {});
  }
  return events;
}

/** A reply in one piece, for requests that want no stream. */
export function wholeMessage({ blocks, stopReason = "end_turn" }: StreamedReply): object {
  const content = blocks.map(({ text, citations }) => ({
    type: "text",
    text,
    citations,
  }));
  return {
    id: "msg_01",
    type: "message",
    role: "assistant",
    model: "claude-x",
    content,
    stop_reason: stopReason,
    stop_sequence: null,
    usage: { input_tokens: 300, output_tokens: 20 },
  };
}

/** Streams a reply in the specified pieces. */
export async function streamMessage(response: ServerResponse, reply: StreamedReply): Promise<void> {
  const whole = Buffer.from(messageEvents(reply));
  const bytes = reply.cutAfter === undefined ? whole : whole.subarray(0, reply.cutAfter);
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "request-id": "req_01",
  });
  for (const piece of reply.divide?.(bytes) ?? [bytes]) {
    response.write(piece);
    // Each piece reaches the client as a separate read.
    await new Promise(setImmediate);
  }
  if (reply.cutAfter === undefined) response.end();
  else response.destroy();
}
