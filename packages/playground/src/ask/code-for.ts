import { parseFilter } from "@ragstone/core";
import type { AskRequest } from "../api/shapes.js";

/** What code can be made for. */
export type CodeKind = "curl" | "typescript" | "langchain" | "cli";

interface CodeDetails {
  readonly origin: string;
  readonly collection: string;
  readonly folder: string;
  readonly request: AskRequest;
}

interface AskedDetails extends Omit<CodeDetails, "folder"> {
  /** `null` where the caller does not know it. */
  readonly folder: string | null;
}

/** Code that asks the same question in the same way. Keys and tokens are never part of it. */
export function codeFor(kind: CodeKind, details: AskedDetails): string {
  const folder = details.folder ?? details.collection;
  return { curl, typescript, langchain, cli }[kind]({ ...details, folder });
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function curl({ origin, collection, request }: CodeDetails): string {
  const address = `${origin}/api/collections/${encodeURIComponent(collection)}/ask`;
  return [
    `curl ${shellQuoted(address)} \\`,
    `  -H "authorization: Bearer $RAGSTONE_TOKEN" -H 'content-type: application/json' \\`,
    `  -d ${shellQuoted(JSON.stringify(request))}`,
  ].join("\n");
}

function cli({ folder, request }: CodeDetails): string {
  const { question, model, policy, filter, system, temperature, maxTokens, thinkingTokens } = request;
  const flags = {
    model,
    policy,
    filter,
    system,
    temperature,
    "max-tokens": maxTokens,
    "thinking-tokens": thinkingTokens,
  };
  const set = Object.entries(flags).filter(([, value]) => value !== undefined);
  const words = set.flatMap(([name, value]) => [`--${name}`, shellQuoted(String(value))]);
  return ["ragstone ask", shellQuoted(question), shellQuoted(folder), ...words].join(" ");
}

/** The options of `openRagstone` and of `ask` that the request sets, as code. */
function optionsOf({ folder, request }: CodeDetails) {
  const { question, model, filter, ...rest } = request;
  const opened = model === undefined || model === "extractive" ? { folder } : { folder, generator: model };
  const asked = filter === undefined ? rest : { ...rest, filter: parseFilter(filter) };
  return { question: JSON.stringify(question), opened: JSON.stringify(opened), asked: JSON.stringify(asked) };
}

function typescript(details: CodeDetails): string {
  const { question, opened, asked } = optionsOf(details);
  return [
    `import { openRagstone } from "ragstone";`,
    ``,
    `const rag = await openRagstone(${opened});`,
    `const answer = await rag.ask(${question}, ${asked});`,
    `console.log(answer.text, answer.citations);`,
    `await rag.close();`,
  ].join("\n");
}

function langchain(details: CodeDetails): string {
  const { question, opened, asked } = optionsOf(details);
  return [
    `import { openRagstone } from "ragstone";`,
    `import { asTool } from "ragstone/langchain";`,
    ``,
    `const rag = await openRagstone(${opened});`,
    `const tool = asTool({ ask: (question, options) => rag.ask(question, { ...options, ...${asked} }) });`,
    `console.log(await tool.invoke({ question: ${question} }));`,
    `await rag.close();`,
  ].join("\n");
}
