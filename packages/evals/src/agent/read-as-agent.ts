import type { RagstoneMcp } from "@ragstone/mcp";
import { estimateTokenizer } from "@ragstone/tokenizers";

/** What a scripted agent read for one question. */
export interface AgentReading {
  /** The texts of the tools' results, as a model would be shown them. */
  readonly texts: readonly string[];
  /** Estimated tokens of the texts. */
  readonly tokens: number;
}

/** Tokens that an agent may read for one question. */
export const agentTokens = 8000;

/**
 * Budgets of the calls. A budget counts both forms of a result, of which a model is shown one, and the text is the
 * shorter. Chosen on the tuning half of the documentation sets.
 */
const budgets = { search: 7000, read: 4200 } as const;
const reads = 3;
/** A smaller result has no text worth a call. */
const leastBudget = 1000;

const tokenizer = estimateTokenizer("agent");

interface ToolResult {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text?: string }[];
  readonly structuredContent?: { readonly hits?: readonly { readonly id: string }[] };
}

/** An agent without a model: it searches with the question, then reads the best three passages with their neighbours. */
export async function readAsAgent(mcp: RagstoneMcp, question: string): Promise<AgentReading> {
  const found = await callTool(mcp, "search", { query: question, k: 10, budget: budgets.search });
  const texts = [textOf(found)];
  let tokens = tokenizer.count(texts[0]!);
  for (const { id } of (found.structuredContent?.hits ?? []).slice(0, reads)) {
    const budget = Math.min(budgets.read, 2 * (agentTokens - tokens));
    if (budget < leastBudget) break;
    const text = textOf(await callTool(mcp, "read", { id, neighbours: 1, budget }));
    texts.push(text);
    tokens += tokenizer.count(text);
  }
  return { texts, tokens };
}

function textOf({ content }: ToolResult): string {
  return content.map(({ text = "" }) => text).join("\n");
}

async function callTool(mcp: RagstoneMcp, name: string, given: object): Promise<ToolResult> {
  const answer = await mcp.fetch(
    new Request("http://127.0.0.1/mcp", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: given } }),
    }),
  );
  const text = await answer.text();
  const json = text.startsWith("{") ? text : text.slice(text.indexOf("data:") + "data:".length);
  const { result } = JSON.parse(json) as { readonly result?: ToolResult };
  if (result === undefined || result.isError === true) throw new TypeError(`${name} failed: ${json}`);
  return result;
}
