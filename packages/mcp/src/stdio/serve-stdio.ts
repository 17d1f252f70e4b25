import type { Readable, Writable } from "node:stream";
import { serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import type { RagstoneMcp } from "../server/create-mcp.js";
import { StdioTransport } from "./stdio-transport.js";

/** The process ends within a second of the end of its input: calls that still run have less. */
const graceMs = 600;

export interface ServeStdioOptions {
  readonly input: Readable;
  /** Receives the protocol and nothing else. */
  readonly output: Writable;
  /** Ends the connection. */
  readonly signal: AbortSignal;
  /** Is told of lines that are no messages and of other faults; never part of the protocol. */
  readonly onProblem: (message: string) => void;
}

/** Serves one client over two streams until it closes the input or the signal fires, then closes the server. */
export async function serveStdio(mcp: RagstoneMcp, options: ServeStdioOptions): Promise<void> {
  const { input, output, signal, onProblem } = options;
  const transport = new StdioTransport({ input, output, graceMs });
  const connection = serve(mcp.factory, { transport, onerror: ({ message }) => onProblem(message) });
  const end = () => void connection.close();
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  await transport.ended;
  await mcp.close();
}
