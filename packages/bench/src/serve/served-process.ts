import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { RagstoneError } from "@ragstone/core";

const command = fileURLToPath(new URL("../../../ragstone/bin/ragstone.js", import.meta.url));

/** `ragstone serve` as a user starts it. */
export interface ServedProcess {
  readonly url: string;
  /** With the token in its fragment. */
  readonly address: string;
  /** From the start of the process to the first byte of the first response. */
  readonly firstByteMs: number;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Resident memory in bytes; `NaN` where the system does not report it. */
  residentBytes(): Promise<number>;
  stop(): Promise<void>;
}

/** Serves a folder, at a free port. */
export async function serveProcess(folder: string, flags: readonly string[] = [], env = {}): Promise<ServedProcess> {
  const started = performance.now();
  const child = spawn(process.execPath, [command, "serve", folder, "--port", "0", "--no-open", ...flags], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, ...env },
  });
  const address = await addressIn(child.stdout);
  const { origin, hash } = new URL(address);
  const token = hash.replace("#token=", "");
  const request = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(origin + path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    });
  const { body } = await request("/");
  await body!.getReader().read();
  return {
    url: origin,
    address,
    firstByteMs: performance.now() - started,
    request,
    residentBytes: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      return 1024 * Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1] ?? Number.NaN);
    },
    async stop() {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    },
  };
}

async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    const [address] = /http:\/\/\S+#token=\S+/u.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new RagstoneError("bench-failed", "`ragstone serve` ended without an address.", { hint: "Run it by hand." });
}
