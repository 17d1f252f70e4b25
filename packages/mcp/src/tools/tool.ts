import type { CallToolResult, ToolAnnotations } from "@modelcontextprotocol/server";
import type * as z from "zod";
import type { Freshness } from "../collections/freshness.js";

/** One call of a tool. */
export interface ToolCall {
  /** Fires when the client cancels, the server closes, or the time is up. */
  readonly signal: AbortSignal;
  /** Reports the progress of the index to a client that asked for it. */
  readonly onProgress: (progress: Pick<Freshness, "done" | "total">) => void;
}

/** A tool as the server registers it. All texts are constant: none comes from documents. */
export interface Tool<Arguments extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: Arguments;
  readonly outputSchema: z.ZodType;
  readonly annotations?: ToolAnnotations;
  readonly meta?: Record<string, unknown>;
  readonly run: (given: z.output<Arguments>, call: ToolCall) => Promise<CallToolResult>;
}
