import { randomBytes } from "node:crypto";
import { faultReply } from "./fault-reply.js";
import type { Incoming, Routed } from "./routed.js";
import type { Workspace } from "./workspace.js";
import { errorReply, invalidParameter, jsonReply, missingResource, type BodyReply } from "../replies/reply.js";

/** Of endpoints of projects, and of provisioned instances. */
const projectsPath = "/api/2.0/postgres/credentials";
const instancesPath = "/api/2.0/database/credentials";

const hourMs = 3_600_000;

/** Whether a path issues passwords of Lakebase databases. */
export function isDatabaseApi(path: string): boolean {
  return path === projectsPath || path === instancesPath;
}

/** Issues an OAuth token as the password of a database. */
export async function databaseApi({ method, path, body }: Incoming, workspace: Workspace): Promise<Routed> {
  const faults = workspace.faults.draw("database", path);
  const reply =
    faultReply(faults, path, workspace.quirks) ??
    (method === "POST"
      ? await credentials(path, body?.toString() ?? "", workspace)
      : errorReply(405, "METHOD_NOT_ALLOWED", method));
  return { reply, endpoint: null, faults };
}

async function credentials(path: string, body: string, { databases }: Workspace): Promise<BodyReply> {
  const name = nameIn(path, body);
  if (name === null)
    return invalidParameter(path === projectsPath ? "endpoint is required." : "instance_names and request_id are required."); // prettier-ignore
  const database = databases.get(name);
  if (database === undefined) return missingResource(`Database '${name}'`);
  const token = `eyJ${randomBytes(24).toString("hex")}`;
  const expiresMs = Date.now() + (database.tokenTtlMs ?? hourMs);
  await database.onToken(token, expiresMs);
  const expires = new Date(expiresMs).toISOString();
  return jsonReply(200, { token, [path === projectsPath ? "expire_time" : "expiration_time"]: expires });
}

function nameIn(path: string, body: string): string | null {
  try {
    const { endpoint, instance_names: names, request_id: id } = JSON.parse(body) as Readonly<Record<string, unknown>>;
    if (path === projectsPath)
      return typeof endpoint === "string" && endpoint.startsWith("projects/") ? endpoint : null;
    const [name]: unknown[] = Array.isArray(names) ? names : [];
    return typeof name === "string" && typeof id === "string" ? name : null;
  } catch {
    return null;
  }
}
