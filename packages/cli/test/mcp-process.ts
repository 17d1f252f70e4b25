import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { tmpdir } from "node:os";
import { bin } from "./command.js";

/** A JSON-RPC message as the server wrote it. */
export interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The built `ragstone mcp` with its raw streams. */
export interface McpProcess {
  readonly child: ChildProcessWithoutNullStreams;
  send(...messages: readonly (object | string)[]): void;
  /** The answer to a request. */
  answer(id: number): Promise<Message>;
  /** Everything that it wrote to standard output. */
  output(): string;
  errors(): string;
  /** Resolves to the exit code. */
  readonly ended: Promise<number | null>;
}

/** The opening of a client of 2025. */
export const opening = [
  {
    jsonrpc: "2.0",
    id: 0,
    method: "initialize",
    params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
  },
  { jsonrpc: "2.0", method: "notifications/initialized" },
];

/** A call of a tool. */
export function toolCall(id: number, name: string, given: object): object {
  return { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: given } };
}

/** Starts the built command; the caller ends it. */
export function startMcp(args: readonly string[], env: Readonly<Record<string, string>> = {}): McpProcess {
  const child = spawn(process.execPath, [bin, "mcp", ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
  });
  let out = "";
  let err = "";
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const each of waiting) each();
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    wake();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  child.stdin.on("error", () => {});
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const find = (id: number) =>
    out
      .split("\n")
      .slice(0, -1)
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Message)
      .find((message) => message.id === id);
  return {
    child,
    send: (...messages) => {
      for (const message of messages)
        child.stdin.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`);
    },
    answer: (id) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const message = find(id);
          if (message === undefined) return;
          waiting.delete(look);
          resolve(message);
        };
        waiting.add(look);
        void ended.then(() => reject(new Error(`The server ended without an answer to ${id}: ${err}`)));
        look();
      }),
    output: () => out,
    errors: () => err,
    ended,
  };
}
