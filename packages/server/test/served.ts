import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { openRagstone, type OpenOptions } from "@ragstone/engine";
import { createServer, type ServerOptions } from "../src/index.js";

/** A server that runs until its test ends. */
export interface Served {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  /** A request as the owner, with a JSON body if one is given. */
  readonly call: (path: string, body?: unknown, init?: RequestInit) => Promise<Response>;
  readonly json: <T = Record<string, unknown>>(path: string, body?: unknown, init?: RequestInit) => Promise<T>;
}

export const ownersToken = "owners-token-of-the-tests";
export const teamToken = "team-token-of-the-tests";

export interface ServeOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly open?: Omit<OpenOptions, "folder">;
  readonly writable?: boolean;
  readonly follow?: boolean;
  readonly server?: Partial<ServerOptions>;
}

/** Keys and a text that only a team may see. */
const documents: Readonly<Record<string, string>> = {
  "keys.md": "# Keys\n\nSigning keys are rotated every 90 days by the platform team.\n",
  "team/lunch.md": "# Lunch\n\nLunch costs 12 francs in the canteen.\n",
};

/** Serves the collection `docs` over a folder of these files, indexed, at a free port of loopback. */
export async function served({
  files = documents,
  open,
  writable,
  follow,
  server,
}: ServeOptions = {}): Promise<Served> {
  const dir = await mkdtemp(join(tmpdir(), "ragstone-server-"));
  const folder = join(dir, "docs");
  await mkdir(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const rag = await openRagstone({ folder, dataDir: join(dir, "data"), ...open });
  await rag.index();
  const running = await createServer({
    collections: [{ name: "docs", rag, writable, follow }],
    tokens: [
      { name: "owner", secret: ownersToken, filter: null },
      { name: "team", secret: teamToken, filter: { pathPrefix: "team" } },
    ],
    ...server,
    limits: { graceMs: 100, ...server?.limits },
  });
  const { port } = await running.listen({ port: 0 });
  onTestFinished(async () => {
    await running.close();
    await rag.close();
    await rm(dir, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}`;
  const call = (path: string, body?: unknown, init: RequestInit = {}) =>
    fetch(url + path, {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      ...init,
      headers: {
        authorization: `Bearer ${ownersToken}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
  return {
    url,
    port,
    folder,
    call,
    json: async <T>(path: string, body?: unknown, init?: RequestInit) =>
      (await call(path, body, init)).json() as Promise<T>,
  };
}

/** The header of a scoped token. */
export const asTeam = { headers: { authorization: `Bearer ${teamToken}` } };
