import type { McpServer } from "@modelcontextprotocol/server";
import { answerPage } from "./answer-page.js";

const uri = "ui://ragstone/answer";
const mimeType = "text/html;profile=mcp-app";

/** Of the extension io.modelcontextprotocol/ui, revision 2026-01-26: the page that a client shows with a tool's results. */
export const shownAsAnswer: Readonly<Record<string, unknown>> = { ui: { resourceUri: uri } };

/** No origins: the page loads nothing. */
const meta = { ui: { csp: {}, prefersBorder: true } };

/** The page of answers and checked drafts, as a resource. */
export function registerApp(server: McpServer): void {
  const facts = { title: "Answer", description: "The page of an answer with its sources", mimeType, _meta: meta };
  server.registerResource("answer", uri, facts, async () => ({
    contents: [{ uri, mimeType, text: await answerPage(), _meta: meta }],
  }));
}
