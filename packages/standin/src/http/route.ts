import type { Workspace } from "./workspace.js";
import type { ActiveFaults } from "../faults/fault-box.js";
import { databaseApi, isDatabaseApi } from "./database-api.js";
import { faultReply } from "./fault-reply.js";
import { filesApi, isFilesApi } from "./files-api.js";
import type { Incoming, Routed } from "./routed.js";
import { invoke } from "./invoke.js";
import { manage } from "./manage.js";
import { isVectorSearch, vectorSearchApi } from "./vector-search-api.js";
import { errorReply, jsonReply, textReply } from "../replies/reply.js";
import type { Reply } from "../replies/reply.js";

const none: ActiveFaults = new Map();

/** Finds the handler of a request. */
export async function route(incoming: Incoming, workspace: Workspace): Promise<Routed> {
  const { method, path, headers, body, origin } = incoming;
  const plain = (reply: Reply): Routed => ({ reply, endpoint: null, faults: none });
  if (method === "GET" && path === "/oidc/.well-known/oauth-authorization-server") {
    return plain(
      jsonReply(200, {
        issuer: `${origin}/oidc`,
        authorization_endpoint: `${origin}/oidc/v1/authorize`,
        token_endpoint: `${origin}/oidc/v1/token`,
      }),
    );
  }
  if (method === "GET" && path === "/.well-known/databricks-config") {
    return plain(jsonReply(200, { oidc_endpoint: `${origin}/oidc`, workspace_id: "1234567890123456", cloud: "AWS" }));
  }
  if (path === "/oidc/v1/token") {
    if (method !== "POST") return plain(textReply(405, "Method Not Allowed"));
    const faults = workspace.faults.draw("oauth", path);
    return {
      reply:
        faultReply(faults, path, workspace.quirks) ??
        workspace.auth.issue(headers, (body ?? "").toString(), workspace.quirks.oauthErrorForm),
      endpoint: null,
      faults,
    };
  }
  if (method === "POST" && /^\/[\w.-]+\/oauth2\/token$/u.test(path))
    return plain(workspace.auth.issueForAzure((body ?? "").toString()));
  const denied = workspace.auth.check(headers, workspace.quirks.badTokenStatus);
  if (denied !== null) return plain(denied);
  // Files may be larger than requests to models.
  if (isFilesApi(path)) return filesApi(incoming, workspace);
  if (body === null) {
    const status = workspace.quirks.tooLargeStatus;
    return plain(
      errorReply(
        status,
        status === 413 ? "REQUEST_TOO_LARGE" : "BAD_REQUEST",
        "Request size cannot exceed 4194304 bytes.",
      ),
    );
  }
  if (isDatabaseApi(path)) return databaseApi(incoming, workspace);
  if (isVectorSearch(path)) return await vectorSearchApi(incoming, workspace);
  const native = /^\/serving-endpoints\/(?<name>[^/]+)\/invocations$/u.exec(path)?.groups?.["name"];
  const task =
    path === "/serving-endpoints/chat/completions"
      ? "llm/v1/chat"
      : path === "/serving-endpoints/embeddings"
        ? "llm/v1/embeddings"
        : null;
  if (native !== undefined || task !== null) {
    if (method !== "POST") return plain(textReply(405, "Method Not Allowed"));
    return await invoke({ endpoint: native === undefined ? null : decodeURIComponent(native), task, body }, workspace);
  }
  return plain(manage(method, path, body, workspace));
}
