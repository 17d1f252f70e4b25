import type { RemoteEntry, RemoteFolder } from "@ragstone/core";
import { parseVolumePath, RemoteError } from "@ragstone/core";
import { asRecord } from "../requests/as-record.js";
import { boundedBytes } from "../requests/bounded-bytes.js";
import { readJson } from "../transport/read-json.js";
import type { Answer2xx, WorkspaceRequest } from "../transport/workspace-request.js";
import type { Workspace } from "../workspace/workspace.js";
import { volumeError } from "./volume-error.js";

export interface OpenVolumeOptions {
  /** `dbfs:/Volumes/CATALOG/SCHEMA/VOLUME[/FOLDER...]`. */
  readonly path: string;
  readonly workspace: Workspace;
}

/** Most bytes of one page of a listing: a page has at most 1,000 entries (Files API reference). */
const pageBytes = 16 * 1_048_576;
/** Pages of one folder: a service that repeats itself must end. */
const maxPages = 100_000;
const free = { inputTokens: 0, outputTokens: 0 };

/**
 * A folder of a Unity Catalog volume, through the Files API (`/api/2.0/fs`). Sends nothing yet. Requests share the
 * workspace's sign-in, retries and time limits.
 *
 * @throws {@link InvalidOptionError} if the path is not in a volume
 * @example
 * const docs = openVolume({ path: "dbfs:/Volumes/main/docs/files", workspace: createWorkspace() });
 * for (const { name, bytes } of await docs.list("")) console.log(name, bytes);
 */
export function openVolume({ path, workspace }: OpenVolumeOptions): RemoteFolder {
  const name = parseVolumePath(path);
  const root = name.slice("dbfs:".length);
  const absolute = (relative: string) => (relative === "" ? root : `${root}/${relative}`);

  const send = async <T>(
    place: string,
    request: Pick<WorkspaceRequest<T>, "method" | "path" | "signal" | "read"> & Partial<WorkspaceRequest<T>>,
  ): Promise<T> => {
    try {
      return await workspace.send({ resolved: null, cost: free, caller: workspace, ...request });
    } catch (error) {
      throw volumeError(error, `dbfs:${place}`);
    }
  };

  return {
    name,
    service: async () => (await workspace.signIn()).host,
    async list(folder, { signal } = {}) {
      const place = absolute(folder);
      const entries: RemoteEntry[] = [];
      const seen = new Set<string>();
      let token: string | null = null;
      for (let page = 0; page < maxPages; page += 1) {
        const query: string = token === null ? "" : `?page_token=${encodeURIComponent(token)}`;
        const answer: Readonly<Record<string, unknown>> = await send(place, {
          method: "GET",
          path: `/api/2.0/fs/directories${encoded(place)}${query}`,
          signal,
          read: (body) => readJson(body, pageBytes),
        });
        entries.push(...entriesOf(answer["contents"]));
        const next = answer["next_page_token"];
        if (typeof next !== "string" || next === "") return entries;
        if (seen.has(next)) break;
        seen.add(next);
        token = next;
      }
      throw new RemoteError("response-invalid", `The listing of dbfs:${place} repeats its pages.`, {
        hint: "Try again; if it stays, something other than the Files API answers at this host.",
      });
    },
    stat: (file, { signal } = {}) =>
      send(absolute(file), {
        method: "HEAD",
        path: `/api/2.0/fs/files${encoded(absolute(file))}`,
        accept: "*/*",
        signal,
        read: async ({ response: { headers } }) => ({ bytes: lengthOf(headers), etag: headers.get("etag") }),
      }),
    read: (file, { maxBytes, signal }) =>
      send(absolute(file), {
        method: "GET",
        path: `/api/2.0/fs/files${encoded(absolute(file))}`,
        accept: "*/*",
        // The time limit in all is that of a stream: large files take longer than an answer.
        streaming: true,
        signal,
        read: (answer) => readContent(answer, maxBytes),
      }),
  };
}

/** Each name on its own, so that `#`, `?` and `%` in names are names. */
function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function entriesOf(contents: unknown): RemoteEntry[] {
  return (Array.isArray(contents) ? (contents as unknown[]) : []).flatMap((entry) => {
    const { path, name, is_directory: isFolder, file_size: bytes, last_modified: modifiedMs, etag } = asRecord(entry);
    const label = typeof name === "string" ? name : typeof path === "string" ? lastName(path) : "";
    // A name with a separator would reach outside its folder.
    if (label === "" || label === "." || label === ".." || label.includes("/")) return [];
    return [
      {
        name: label,
        isFolder: isFolder === true,
        bytes: typeof bytes === "number" ? bytes : 0,
        modifiedMs: typeof modifiedMs === "number" ? modifiedMs : 0,
        etag: typeof etag === "string" && etag !== "" ? etag : null,
      },
    ];
  });
}

function lastName(path: string): string {
  return path.slice(path.replace(/\/$/u, "").lastIndexOf("/") + 1).replace(/\/$/u, "");
}

function lengthOf(headers: Headers): number | null {
  const length = headers.get("content-length");
  return length !== null && /^\d+$/u.test(length) ? Number(length) : null;
}

async function readContent({ response, deadline, settle }: Answer2xx, maxBytes: number) {
  try {
    const parts: Uint8Array[] = [];
    for await (const part of boundedBytes(response, maxBytes)) {
      deadline.extend();
      parts.push(part);
    }
    return { bytes: new Uint8Array(Buffer.concat(parts)), etag: response.headers.get("etag") };
  } finally {
    deadline.release();
    settle({});
  }
}
