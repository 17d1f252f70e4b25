import { RemoteError } from "@ragstone/core";
import { asRecord } from "../requests/as-record.js";
import { readJson } from "../transport/read-json.js";
import type { EndpointFacts } from "./endpoint-facts.js";
import { readEndpoint } from "./read-endpoint.js";
import type { Workspace } from "./workspace.js";

/** Most bytes of an endpoint object; one with many served models has a few KB. */
const endpointBytes = 4 * 1_048_576;
const free = { inputTokens: 0, outputTokens: 0 };

export async function askEndpoint(
  workspace: Workspace,
  name: string,
  signal: AbortSignal | undefined,
): Promise<EndpointFacts> {
  try {
    return await workspace.send({
      method: "GET",
      path: `/api/2.0/serving-endpoints/${encodeURIComponent(name)}`,
      resolved: null,
      cost: free,
      caller: workspace,
      signal,
      read: async (answer) => readEndpoint(name, await readJson(answer, endpointBytes)),
    });
  } catch (error) {
    throw missing(error, name);
  }
}

/** The list has no pages; entries without a name are none. */
export async function askEndpoints(
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<readonly EndpointFacts[]> {
  const { endpoints } = await workspace.send({
    method: "GET",
    path: "/api/2.0/serving-endpoints",
    resolved: null,
    cost: free,
    caller: workspace,
    signal,
    read: (answer) => readJson(answer),
  });
  return (Array.isArray(endpoints) ? (endpoints as unknown[]) : []).flatMap((entry) => {
    const { name, ...rest } = asRecord(entry);
    return typeof name === "string" && name !== "" ? [readEndpoint(name, rest)] : [];
  });
}

function missing(error: unknown, name: string): unknown {
  if (!(error instanceof RemoteError) || error.code !== "endpoint-missing") return error;
  const said = typeof error.data["said"] === "string" ? error.data["said"] : "";
  return new RemoteError(
    "endpoint-missing",
    `The workspace has no endpoint ${JSON.stringify(name)}${said === "" ? "." : `: ${said}`}`,
    {
      hint: "Check the name among the Serving endpoints of the workspace.",
      data: { endpoint: name },
      status: error.status ?? undefined,
      requestId: error.requestId ?? undefined,
    },
  );
}
