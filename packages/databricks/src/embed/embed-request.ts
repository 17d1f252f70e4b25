import { RemoteError } from "@ragstone/core";
import type { ResolvedEmbeddingModel } from "../catalogue/resolved-model.js";
import { readJson } from "../transport/read-json.js";
import type { Workspace } from "../workspace/workspace.js";
import type { CallOptions } from "./call-options.js";
import { decodeEmbeddings, type DecodedBatch } from "./decode-embeddings.js";
import type { PreparedText } from "./prepared-text.js";

/** Most characters of a number in a list, with its comma; `-1.1754943508222875e-38,` has 24. */
const numberBytes = 40;
/** Room for everything else, and for vectors of other dimensions, which an error names. */
const spareBytes = 8 * 1_048_576;

/**
 * Sends one batch.
 *
 * @throws {@link RemoteError} `response-invalid` when vectors have other dimensions than the model's: nothing of such
 * an endpoint fits the index
 */
export async function requestEmbeddings(
  texts: readonly PreparedText[],
  {
    workspace,
    resolved,
    caller,
    base64,
  }: {
    readonly workspace: Workspace;
    readonly resolved: ResolvedEmbeddingModel;
    readonly caller: object;
    readonly base64: boolean;
  },
  { instruction, signal, onEvent }: CallOptions,
): Promise<DecodedBatch> {
  const body = JSON.stringify({
    input: texts.map(({ sent }) => sent),
    instruction: instruction ?? undefined,
    encoding_format: base64 ? "base64" : undefined,
  });
  const maxBytes = spareBytes + texts.length * resolved.model.dimensions * numberBytes;
  const decoded = await workspace.send({
    method: "POST",
    path: `/serving-endpoints/${encodeURIComponent(resolved.endpoint)}/invocations`,
    body,
    resolved,
    cost: { inputTokens: texts.reduce((sum, { tokens }) => sum + tokens, 0), outputTokens: 0 },
    caller,
    signal,
    onEvent,
    read: async (answer) => {
      const batch = decodeEmbeddings(await readJson(answer, maxBytes), texts.length);
      if (batch.promptTokens !== null) answer.settle({ inputTokens: batch.promptTokens });
      return batch;
    },
  });
  const wrong = decoded.vectors.find((vector) => vector !== null && vector.length !== resolved.model.dimensions);
  if (wrong !== undefined && wrong !== null) {
    throw new RemoteError(
      "response-invalid",
      `${resolved.endpoint} returns vectors of ${wrong.length} dimensions; expected ${resolved.model.dimensions} (${resolved.model.title}).`,
      {
        hint: `The endpoint serves another model: name its family or give its facts in the spec, such as ?dimensions=${wrong.length}&window=512.`,
        data: { endpoint: resolved.endpoint, dimensions: wrong.length, expected: resolved.model.dimensions },
      },
    );
  }
  return decoded;
}
