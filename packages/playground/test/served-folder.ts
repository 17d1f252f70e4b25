import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../ragstone/bin/ragstone.js", import.meta.url));

/** A folder that `ragstone serve` serves. */
export interface ServedFolder {
  readonly dir: string;
  /** With the token in its fragment. */
  readonly address: string;
  /** By name. */
  readonly tokens: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Writes files into a new folder, indexes it and serves it by the real command. */
export async function serveFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<ServedFolder> {
  const dir = await mkdtemp(join(tmpdir(), "ragstone-page-"));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  const indexing = spawn(process.execPath, [command, "index", dir, "--quiet"], { stdio: "ignore" });
  await once(indexing, "close");
  const serving = spawn(process.execPath, [command, "serve", dir, "--port", "0", "--no-open", "--json", ...flags], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...env },
  });
  const { url: address, tokens } = await announcementIn(serving.stdout);
  return {
    dir,
    address,
    tokens: Object.fromEntries(tokens.map(({ name, token }) => [name, token])),
    async stop() {
      const closed = once(serving, "close");
      serving.kill("SIGTERM");
      await closed;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

interface Announcement {
  readonly url: string;
  readonly tokens: readonly { readonly name: string; readonly token: string }[];
}

async function announcementIn(output: NodeJS.ReadableStream): Promise<Announcement> {
  for await (const line of createInterface(output)) return JSON.parse(line) as Announcement;
  throw new Error("`ragstone serve` ended without an address");
}
