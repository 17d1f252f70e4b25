import type { StreamReply } from "../replies/reply.js";
import { callIds, citationOf, envelope, finishReason, reasoningItem, usage } from "./chat-parts.js";
import type { Answering } from "./chat-parts.js";

interface Delta {
  readonly delta: Readonly<Record<string, unknown>>;
  /** Output tokens that it carries. */
  readonly tokens: number;
}

/** The answer as server-sent events, with the quirks of the model's family. */
export function chatStream(answering: Answering): StreamReply & { readonly tokensAt: readonly number[] } {
  const { endpoint, quirks, request } = answering;
  const shared = envelope(answering, "chat.completion.chunk");
  const claude = endpoint.model.family === "claude";
  const frames: string[] = [];
  const tokensAt: number[] = [];
  let tokens = 0;
  const push = (choices: readonly object[], carried: number, withUsage: boolean): void => {
    tokens += carried;
    if (quirks.keepAliveComments) {
      frames.push(": keep-alive\n\n");
      tokensAt.push(tokens);
    }
    const counted = withUsage ? { usage: usage(answering, tokens) } : {};
    frames.push(`data: ${JSON.stringify({ ...shared, choices, ...counted })}\n\n`);
    tokensAt.push(tokens);
  };
  const usageAt =
    endpoint.model.streamOptions === true && quirks.streamUsage === "every-chunk" ? "extra-chunk" : quirks.streamUsage;
  const every = usageAt === "every-chunk";
  const choice = (index: number, delta: object, finish: string | null): object => ({
    index,
    delta,
    finish_reason: finish,
    logprobs: claude ? undefined : null,
  });
  const deltas = allDeltas(answering);
  const count = request.n ?? 1;
  for (let index = 0; index < count; index += 1) {
    for (const { delta, tokens: carried } of deltas) push([choice(index, delta, null)], carried, every);
    const last = index === count - 1;
    push(
      [choice(index, { role: "assistant", content: "" }, finishReason(answering))],
      0,
      every || (last && usageAt === "last-chunk"),
    );
  }
  if (usageAt === "extra-chunk") push([], 0, true);
  frames.push("data: [DONE]\n\n");
  tokensAt.push(tokens);
  return { kind: "stream", frames, tokensAt };
}

function allDeltas(answering: Answering): Delta[] {
  const { speech } = answering;
  const role = { role: "assistant" };
  // Llama 4 and Claude open with an empty delta; a stream of reasoning opens with reasoning.
  const opens =
    answering.endpoint.model.family !== "llama" && speech.reasoning.length === 0 && speech.calls.length === 0;
  const deltas: Delta[] = opens ? [{ delta: { ...role, content: "" }, tokens: 0 }] : [];
  if (speech.reasoning.length > 0) deltas.push(...reasoningDeltas(answering));
  if (speech.cited !== null) deltas.push(...citedDeltas(answering));
  else deltas.push(...speech.text.map((piece) => ({ delta: { ...role, content: piece }, tokens: 1 })));
  const ids = callIds(speech);
  for (const [index, call] of speech.calls.entries()) {
    const first = { index, id: ids[index]!, type: "function", function: { name: call.name, arguments: "" } };
    deltas.push({
      delta: { ...role, content: null, tool_calls: [first] },
      tokens: speech.outputTokens - speech.reasoning.length - call.arguments.length,
    });
    for (const piece of call.arguments)
      deltas.push({ delta: { tool_calls: [{ index, function: { arguments: piece } }] }, tokens: 1 });
  }
  return deltas;
}

/** Reasoning in lists of one item; its signature comes on an empty one at the end. */
function reasoningDeltas({ speech, quirks }: Answering): Delta[] {
  const role = { role: "assistant" };
  const whole = speech.reasoning.join("");
  if (quirks.redactedReasoning)
    return [{ delta: { ...role, content: [reasoningItem(whole, true, quirks)] }, tokens: speech.reasoning.length }];
  const deltas: Delta[] = speech.reasoning.map((piece) => ({
    delta: { ...role, content: [reasoningItem(piece, false, quirks)] },
    tokens: 1,
  }));
  if (quirks.signatures) {
    const { summary } = reasoningItem(whole, true, quirks) as {
      readonly summary: readonly { readonly signature: string }[];
    };
    const signed = {
      type: "reasoning",
      summary: [{ type: "summary_text", text: "", signature: summary[0]!.signature }],
    };
    deltas.push({ delta: { ...role, content: [signed] }, tokens: 0 });
  }
  return deltas;
}

/** Text in list items; a citation comes on an empty item after the text that it supports. */
function citedDeltas({ request, speech, quirks }: Answering): Delta[] {
  const deltas: Delta[] = [];
  for (const item of speech.cited ?? []) {
    deltas.push({ delta: { role: "assistant", content: [{ type: "text", text: item.text }] }, tokens: 0 });
    if (item.citation === null) continue;
    const cited = { type: "text", text: "", [quirks.citationsField]: [citationOf(item.citation, request)] };
    deltas.push({ delta: { role: "assistant", content: [cited] }, tokens: 0 });
  }
  deltas.push({ delta: { role: "assistant", content: "" }, tokens: speech.text.length });
  return deltas;
}
