import { tmpdir } from "node:os";
import { Client as Client2025 } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as Stdio2025 } from "@modelcontextprotocol/sdk/client/stdio.js";
import { Client as Client2026 } from "@modelcontextprotocol/client";
import { StdioClientTransport as Stdio2026 } from "@modelcontextprotocol/client/stdio";
import { bin } from "./command.js";

/** A tool's result, as both clients give it. */
interface ToolResult {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text?: string; readonly uri?: string }[];
  readonly structuredContent?: Record<string, unknown>;
}

/** What the tests need of a client. */
export interface TestClient {
  readonly version: string | undefined;
  tools(): Promise<readonly { readonly name: string; readonly annotations?: object; readonly description?: string }[]>;
  call(name: string, given: object): Promise<ToolResult>;
  close(): Promise<void>;
}

const info = { name: "test", version: "1" };

function parameters(args: readonly string[]) {
  return { command: process.execPath, args: [bin, "mcp", ...args], cwd: tmpdir(), stderr: "pipe" as const };
}

/** A client of the SDK of 2025 (version 1), connected to the built command. */
export async function connect2025(args: readonly string[]): Promise<TestClient> {
  const client = new Client2025(info);
  await client.connect(new Stdio2025(parameters(args)));
  return {
    version: "2025",
    tools: async () => (await client.listTools()).tools,
    call: async (name, given) => (await client.callTool({ name, arguments: { ...given } })) as ToolResult,
    close: () => client.close(),
  };
}

/** A client of the SDK of 2026 (version 2) that speaks the stateless revision only. */
export async function connect2026(args: readonly string[]): Promise<TestClient> {
  const client = new Client2026(info, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  await client.connect(new Stdio2026(parameters(args)));
  return {
    version: client.getNegotiatedProtocolVersion(),
    tools: async () => (await client.listTools()).tools,
    call: async (name, given) => (await client.callTool({ name, arguments: { ...given } })) as ToolResult,
    close: () => client.close(),
  };
}
