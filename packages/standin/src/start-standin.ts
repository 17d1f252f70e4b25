import { randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { InvalidOptionError } from "@ragstone/core";
import { Workspace } from "./http/workspace.js";
import { parseFault } from "./faults/parse-fault.js";
import { Auth } from "./http/auth.js";
import { readBody } from "./http/read-body.js";
import { errorReply } from "./replies/reply.js";
import { route } from "./http/route.js";
import type { Routed } from "./http/routed.js";
import { send } from "./http/send.js";
import type { RecordedRequest } from "./options/recorded-request.js";
import type { Standin } from "./options/standin.js";
import type { StandinOptions } from "./options/standin-options.js";

type Record = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };

/**
 * Starts a stand-in Databricks workspace on 127.0.0.1: the Foundation Model APIs over real HTTP, with deterministic
 * answers and meaningful embeddings. Vectors come from the built-in static model, chat answers from quoting the
 * prompt's own sources.
 *
 * @throws {@link InvalidOptionError} if the port cannot be listened on, or an endpoint names no known model
 * @example
 * ```ts
 * const standin = await startStandin({ limits: "documented" });
 * await fetch(`${standin.host}/serving-endpoints/databricks-gte-large-en/invocations`, {
 *   method: "POST",
 *   headers: { authorization: `Bearer ${standin.token}` },
 *   body: JSON.stringify({ input: ["hello"] }),
 * });
 * await standin.close();
 * ```
 */
export async function startStandin(options: StandinOptions = {}): Promise<Standin> {
  const token = options.token ?? `dapi${randomBytes(16).toString("hex")}`;
  const clientId = options.clientId ?? randomUUID();
  const clientSecret = options.clientSecret ?? `dose${randomBytes(16).toString("hex")}`;
  const oidcToken = options.oidcToken ?? `eyJ${randomBytes(16).toString("hex")}`;
  const ttlSeconds = options.tokenTtlSeconds ?? 3600;
  const auth = new Auth({ token, clientId, clientSecret, oidcToken, ttlSeconds });
  const workspace = new Workspace(auth, options);
  const requests: Record[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, workspace, options.record === false ? null : requests);
  });
  server.keepAliveTimeout = 60_000;
  const port = await listen(server, options.port ?? 0);
  return {
    host: `http://127.0.0.1:${port}`,
    token,
    clientId,
    clientSecret,
    oidcToken,
    requests,
    clearRequests: () => {
      requests.length = 0;
    },
    setFaults: (faults) =>
      workspace.faults.set(faults.map((fault) => (typeof fault === "string" ? parseFault(fault) : fault))),
    setQuirks: (quirks) => {
      workspace.quirks = { ...workspace.quirks, ...quirks };
    },
    setLimits: (limits) => workspace.setLimits(limits),
    addEndpoint: (endpoint) => {
      workspace.endpoints.add(endpoint);
    },
    putFile: (path, content, modifiedMs) => workspace.volumes.put(path, content, modifiedMs),
    addFolder: (path) => workspace.volumes.addFolder(path),
    removePath: (path) => workspace.volumes.remove(path),
    setAccess: (path, access) => workspace.volumes.setAccess(path, access),
    addDatabase: (name, database) => {
      workspace.databases.set(name, database);
    },
    setEndpointState: (name, state) => workspace.endpoints.setState(name, state),
    putTable: (name, rows) => {
      workspace.vectorSearch.tables.set(name, rows);
    },
    setVectorSearchState: (name, state) => workspace.vectorSearch.setState(name, state),
    expireTokens: () => auth.expireTokens(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new InvalidOptionError("port", port, `a port that can be listened on (${cause.message})`)),
    );
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  workspace: Workspace,
  requests: Record[] | null,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? "/", "http://127.0.0.1");
  const method = request.method ?? "GET";
  const record: Record = {
    method,
    path: pathname,
    query: search,
    headers: flatten(request),
    body: null,
    bytes: 0,
    endpoint: null,
    receivedMs: Date.now(),
    status: null,
    faults: [],
  };
  requests?.push(record);
  try {
    const { bytes, length } = await readBody(request);
    record.bytes = length;
    record.body = bodyOf(bytes);
    const routed = await routeSafely(
      {
        method,
        path: pathname,
        query: search,
        headers: request.headers,
        body: bytes,
        origin: `http://${request.headers.host ?? "127.0.0.1"}`,
      },
      workspace,
    );
    record.endpoint = routed.endpoint;
    record.faults = [...routed.faults.keys()];
    if (!routed.faults.has("reset"))
      record.status = routed.faults.has("html")
        ? (routed.faults.get("html") ?? 200)
        : routed.reply.kind === "body"
          ? routed.reply.status
          : 200;
    const { framePauseMs, quirks } = workspace;
    await send(response, routed.reply, { faults: routed.faults, framePauseMs, quirks });
  } catch {
    // The client went away in the middle.
    response.destroy();
  }
}

async function routeSafely(incoming: Parameters<typeof route>[0], workspace: Workspace): Promise<Routed> {
  try {
    return await route(incoming, workspace);
  } catch (error) {
    const message = error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error);
    return { reply: errorReply(500, "STANDIN_DEFECT", message), endpoint: null, faults: new Map() };
  }
}

function bodyOf(bytes: Buffer | null): unknown {
  if (bytes === null || bytes.length === 0) return null;
  const text = bytes.toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function flatten({ headers }: IncomingMessage): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}
