import { faultReply } from "./fault-reply.js";
import type { Incoming, Routed } from "./routed.js";
import type { Workspace } from "./workspace.js";
import { errorReply, jsonReply } from "../replies/reply.js";
import type { BodyReply } from "../replies/reply.js";

const filesPrefix = "/api/2.0/fs/files";
const directoriesPrefix = "/api/2.0/fs/directories";

/** Whether a path belongs to the Files API. */
export function isFilesApi(path: string): boolean {
  return path.startsWith(`${filesPrefix}/`) || path.startsWith(`${directoriesPrefix}/`);
}

/** The Files API of Unity Catalog volumes: directories in pages, files with content or headers alone. */
export function filesApi({ method, path, query, body }: Incoming, workspace: Workspace): Routed {
  const isListing = path.startsWith(directoriesPrefix);
  const place = decodeURIComponent(path.slice((isListing ? directoriesPrefix : filesPrefix).length)).replace(
    /\/$/u,
    "",
  );
  const faults = workspace.faults.draw(isListing ? "directories" : "files", place);
  const reply =
    faultReply(faults, place, workspace.quirks) ??
    refusal(place, workspace) ??
    (isListing ? directories(method, place, query, workspace) : files(method, place, body, workspace));
  return { reply, endpoint: null, faults };
}

function refusal(place: string, { volumes }: Workspace): BodyReply | null {
  const access = volumes.accessOf(place);
  if (access === "allowed") return null;
  return access === "forbidden"
    ? errorReply(403, "PERMISSION_DENIED", `User does not have READ VOLUME on '${place}'.`)
    : errorReply(500, "INTERNAL_ERROR", "The object could not be read from cloud storage.");
}

function directories(method: string, place: string, query: string, { volumes, quirks }: Workspace): BodyReply {
  const entries = volumes.list(place);
  if (method === "PUT") {
    volumes.addFolder(place);
    return empty(204);
  }
  if (entries === null) return missing(place);
  if (method === "HEAD") return empty(200);
  if (method !== "GET") return errorReply(405, "METHOD_NOT_ALLOWED", method);
  const parameters = new URLSearchParams(query);
  const size = Math.min(quirks.filesPageSize, Number(parameters.get("page_size") ?? quirks.filesPageSize));
  const token = parameters.get("page_token");
  const start = token === null ? 0 : offsetOf(token, place);
  if (start === null) return errorReply(400, "INVALID_PARAMETER_VALUE", "The page token is of another listing.");
  const end = start + size;
  const contents = entries
    .slice(start, end)
    .map((entry) => ({ ...entry, ...(quirks.listedEtags && !entry.is_directory && etagOf(volumes, entry.path)) }));
  const next = end < entries.length ? { next_page_token: tokenOf(place, end) } : {};
  // An empty folder has no `contents`.
  return jsonReply(200, { ...(contents.length > 0 && { contents }), ...next });
}

function etagOf(volumes: Workspace["volumes"], path: string): { readonly etag: string | undefined } {
  return { etag: volumes.file(path)?.etag };
}

function files(method: string, place: string, body: Buffer | null, { volumes, quirks }: Workspace): BodyReply {
  if (method === "PUT") {
    if (body === null) return errorReply(413, "REQUEST_TOO_LARGE", "Files above 4 MB are stored with putFile() here.");
    volumes.put(place, body);
    return empty(204);
  }
  const file = volumes.file(place);
  if (file === null) return missing(place);
  if (method === "DELETE") {
    volumes.remove(place);
    return empty(204);
  }
  if (method !== "GET" && method !== "HEAD") return errorReply(405, "METHOD_NOT_ALLOWED", method);
  return {
    kind: "body",
    status: 200,
    contentType: "application/octet-stream",
    headers: {
      "last-modified": new Date(file.modifiedMs).toUTCString(),
      ...(quirks.fileEtags && { etag: file.etag }),
    },
    body: file.bytes,
  };
}

function missing(place: string): BodyReply {
  return errorReply(404, "NOT_FOUND", `The path '${place}' does not exist.`);
}

function empty(status: number): BodyReply {
  return { kind: "body", status, contentType: "application/octet-stream", body: "" };
}

function tokenOf(place: string, offset: number): string {
  return Buffer.from(JSON.stringify([place, offset])).toString("base64url");
}

/** `null` for a token of another folder, or none at all. */
function offsetOf(token: string, place: string): number | null {
  try {
    const [of, offset] = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as [string, number];
    return of === place ? offset : null;
  } catch {
    return null;
  }
}
