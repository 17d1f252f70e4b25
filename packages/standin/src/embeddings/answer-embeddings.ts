import { randomUUID } from "node:crypto";
import type { ActiveFaults } from "../faults/fault-box.js";
import { badRequest, jsonReply } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";
import type { Endpoint } from "../models/endpoints.js";
import type { Quirks } from "../options/quirks.js";
import type { EmbeddedText, EmbeddingModel } from "./embedding-model.js";

/** The documented fields of an embedding request, and the ones that OpenAI's clients add. */
export interface EmbeddingsRequest {
  readonly input: string | readonly string[];
  readonly instruction?: string | null;
  readonly model?: string;
  readonly encoding_format?: "float" | "base64" | null;
}

/** Texts as they reach the model, or the refusal. */
export function embeddingInputs(
  request: EmbeddingsRequest,
  endpoint: Endpoint,
  model: EmbeddingModel,
  quirks: Quirks,
): readonly string[] | BodyReply {
  const inputs = typeof request.input === "string" ? [request.input] : request.input;
  if (inputs.length > quirks.maxInputs) {
    return badRequest(
      `Input embeddings size is too large, exceeding ${quirks.maxInputs} limit for ${endpoint.name}; got ${inputs.length}.`,
    );
  }
  if (quirks.emptyInput === "error") {
    if (inputs.length === 0) return badRequest("Input list must not be empty.");
    const empty = inputs.indexOf("");
    if (empty !== -1) return badRequest(`Input cannot be an empty string (input ${empty}).`);
  }
  const { instruction } = request;
  const isGte = endpoint.model.family === "gte";
  if (isGte && quirks.gteInstruction === "reject" && typeof instruction === "string")
    return badRequest("instruction is not supported for this model.");
  const joined =
    typeof instruction !== "string" || (isGte && quirks.gteInstruction === "ignore")
      ? inputs
      : inputs.map((text) => instruction + quirks.instructionJoin + text);
  if (quirks.overWindow === "error") {
    for (const [i, text] of joined.entries()) {
      const tokens = model.count(text);
      if (tokens > endpoint.model.contextTokens) {
        return badRequest(
          `Input ${i} has ${tokens} tokens, which exceeds the maximum of ${endpoint.model.contextTokens} tokens ` +
            `for ${endpoint.name}.`,
        );
      }
    }
  }
  return joined;
}

/** Parameters of an answer. */
export interface EmbeddingsReplyOptions {
  readonly request: EmbeddingsRequest;
  readonly endpoint: Endpoint;
  readonly faults: ActiveFaults;
  readonly quirks: Quirks;
}

/** The answer, with the faults that concern vectors. */
export function embeddingsReply(
  embedded: readonly EmbeddedText[],
  { request, endpoint, faults, quirks }: EmbeddingsReplyOptions,
): BodyReply {
  const dimensions = faults.has("wrong-dimensions") ? (faults.get("wrong-dimensions") ?? 768) : null;
  const base64 = request.encoding_format === "base64" && quirks.base64 === "base64";
  let data = embedded.map(({ vector }, index) => {
    const sized =
      dimensions === null ? vector : Float32Array.from({ length: dimensions }, (_, d) => vector[d % vector.length]!);
    if (faults.has("nan") && index === 0) sized[0] = Number.NaN;
    if (base64)
      return {
        object: "embedding",
        index,
        embedding: Buffer.from(sized.buffer, sized.byteOffset, sized.byteLength).toString("base64"),
      };
    const floats: (number | null)[] = [...sized];
    if (faults.has("null-value") && index === 0) floats[0] = null;
    return { object: "embedding", index, embedding: floats };
  });
  if (faults.has("missing-item")) data = data.slice(0, -1);
  if (faults.has("swapped-order")) data = [...data].reverse();
  const tokens = embedded.reduce((sum, item) => sum + item.tokens, 0);
  const reply = jsonReply(200, {
    id: quirks.embeddingId ? randomUUID() : undefined,
    object: "list",
    model: endpoint.model.responseModel,
    data,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
  // JSON has no NaN; servers that write one all the same write this.
  return faults.has("nan") && !base64
    ? { ...reply, body: reply.body.toString().replace('"embedding":[null', '"embedding":[NaN') }
    : reply;
}
