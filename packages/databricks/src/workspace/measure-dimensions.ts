import { RemoteError } from "@ragstone/core";
import { asRecord } from "../requests/as-record.js";
import { readJson } from "../transport/read-json.js";
import type { Workspace } from "./workspace.js";

/** Most bytes of one vector: 65,536 numbers. */
const maxBytes = 4 * 1_048_576;

/**
 * The length of the vectors of an endpoint whose model is not known: that of a short text's.
 *
 * @throws {@link RemoteError} `response-invalid` when the answer contains no vector
 */
export async function measureDimensions(
  endpoint: string,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<number> {
  const json = await workspace.send({
    method: "POST",
    path: `/serving-endpoints/${encodeURIComponent(endpoint)}/invocations`,
    body: JSON.stringify({ input: ["dimensions"] }),
    resolved: null,
    cost: { inputTokens: 3, outputTokens: 0 },
    caller: workspace,
    signal,
    read: (answer) => readJson(answer, maxBytes),
  });
  const data: unknown = json["data"];
  const vector = asRecord(Array.isArray(data) ? data[0] : undefined)["embedding"];
  if (Array.isArray(vector) && vector.length > 1) return vector.length;
  throw new RemoteError("response-invalid", `The answer of ${endpoint} contains no vector.`, {
    hint: `If it is an embedding endpoint, give its facts: databricks:${endpoint}?dimensions=768&window=512.`,
    data: { endpoint },
  });
}
