import type { CallToolResult, ServerContext } from "@modelcontextprotocol/server";
import { linkSignals, RagstoneError } from "@ragstone/core";
import { describeFailure } from "../text/describe-failure.js";
import type { Tool, ToolCall } from "../tools/tool.js";
import type { ServerState } from "../tools/server-state.js";

/** Runs a tool within its time. Failures are results that a model can act on. */
export async function runTool(
  tool: Tool,
  given: unknown,
  { state, context }: { readonly state: ServerState; readonly context: ServerContext },
): Promise<CallToolResult> {
  const { closing, timeoutMs } = state;
  using linked = linkSignals([context.mcpReq.signal, closing], timeoutMs);
  const { signal } = linked;
  try {
    return await tool.run(given, { signal, onProgress: progressOf(context) });
  } catch (error) {
    const isLate = signal.aborted && (signal.reason as Error).name === "TimeoutError";
    const failure = isLate ? tookTooLong(tool.name, timeoutMs) : error;
    return { isError: true, content: [{ type: "text", text: describeFailure(failure) }] };
  }
}

function tookTooLong(tool: string, timeoutMs: number): RagstoneError {
  return new RagstoneError("timed-out", `${tool} took longer than ${Math.round(timeoutMs / 1000)} s.`, {
    hint: "Try again, or narrow the call with a filter.",
  });
}

/** Sends progress notifications, if the client gave a token for them. */
function progressOf({ mcpReq }: ServerContext): ToolCall["onProgress"] {
  const token = mcpReq._meta?.progressToken;
  if (token === undefined) return () => {};
  return ({ done, total }) => {
    const params = { progressToken: token, progress: done, ...(total === null ? {} : { total }), message: "indexing" };
    mcpReq.notify({ method: "notifications/progress", params }).catch(() => {});
  };
}
