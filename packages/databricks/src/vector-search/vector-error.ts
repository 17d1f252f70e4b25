import { RemoteError } from "@ragstone/core";

/** A failure of Vector Search, in the words of indexes in place of those of model endpoints. */
export function vectorError(error: unknown, index: string): unknown {
  if (!(error instanceof RemoteError)) return error;
  const { code, status, requestId } = error;
  const said = typeof error.data["said"] === "string" && error.data["said"] !== "" ? `: ${error.data["said"]}` : ".";
  const data = { ...error.data, index };
  const options = { data, status: status ?? undefined, requestId: requestId ?? undefined, cause: error };
  if (/\bnot ready\b|\bprovisioning\b/iu.test(said) && (code === "request-rejected" || code === "service-failed"))
    return notReady(index, said.slice(2), options);
  if (code === "permission-denied")
    return new RemoteError(
      code,
      `${index} may not be used with this sign-in; the workspace answered ${status}${said}`,
      {
        ...options,
        hint:
          "Ask for SELECT on the index, USE CATALOG and USE SCHEMA on what it is in, and CAN USE on its endpoint; " +
          "to write, own the index or have ALL PRIVILEGES on it. A token of limited scopes needs `vector-search`.",
      },
    );
  if (code === "endpoint-missing")
    return new RemoteError(code, `${index} does not exist; the workspace answered ${status}${said}`, {
      ...options,
      hint: "Check the name, catalog.schema.index, and that it is in this workspace: what may not be seen is missing too.",
    });
  if (code !== "request-rejected") return error;
  return new RemoteError(code, `${index} rejected the request with ${status}${said}`, {
    ...options,
    hint: "See the service's message; the columns and the dimension of the index are on its page in Catalog Explorer.",
  });
}

/** `endpoint-not-ready` of an index or its endpoint. */
export function notReady(
  name: string,
  detail: string,
  options: Omit<ConstructorParameters<typeof RemoteError>[2], "hint"> = {},
): RemoteError {
  return new RemoteError("endpoint-not-ready", `${name} is not ready: ${detail}`, {
    ...options,
    hint: "Look at the index and its endpoint under Compute, Vector Search; a new one takes some minutes.",
    data: { ...options.data, index: name },
  });
}
