import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { RagstoneError } from "@ragstone/core";

const clientInfo = { name: "bench", version: "1" };
const messages = [
  { id: 0, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo } },
  { method: "notifications/initialized" },
  { id: 1, method: "tools/list" },
];

/**
 * Starts the MCP server and asks for its tools as a client does: after the answer to `initialize`.
 *
 * @returns milliseconds from the start of the process to the list
 */
export async function listedToolsMs(cli: string, folder: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [cli, "mcp", folder], { stdio: ["pipe", "pipe", "ignore"] });
  const closed = once(child, "close");
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  try {
    send(messages[0]!);
    for await (const line of createInterface(child.stdout)) {
      const { id, result } = JSON.parse(line) as { readonly id?: number; readonly result?: { tools?: unknown[] } };
      if (id === 0) for (const message of messages.slice(1)) send(message);
      if (id === 1 && result?.tools !== undefined) return performance.now() - started;
    }
  } finally {
    child.stdin.end();
    await closed;
  }
  throw new RagstoneError("bench-failed", "`ragstone mcp` ended without its tools.", { hint: "Run it by hand." });
}
