import type { AskRequest } from "../api/shapes.js";

/** What code can be made for. */
export type CodeKind = "curl" | "typescript" | "langchain" | "cli";

interface CodeDetails {
  readonly origin: string;
  readonly collection: string;
  readonly folder: string;
  readonly request: AskRequest;
}

/** Code that asks the same question in the same way. Keys and tokens are never part of it. */
export function codeFor(kind: CodeKind, details: CodeDetails): string {
  return { curl, typescript, langchain, cli }[kind](details);
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
  const { question, model, policy, filter, temperature, maxTokens } = request;
  const flags = { model, policy, filter, temperature, "max-tokens": maxTokens };
  const set = Object.entries(flags).filter(([, value]) => value !== undefined);
  const words = set.flatMap(([name, value]) => [`--${name}`, shellQuoted(String(value))]);
  return ["ragstone ask", shellQuoted(question), shellQuoted(folder), ...words].join(" ");
}

/** Options of `openRagstone` and of `ask` that the request sets. */
function optionsOf({ folder, request }: CodeDetails) {
  const { question, model, ...rest } = request;
  const opened = model === undefined || model === "extractive" ? { folder } : { folder, generator: model };
  const { filter, policy, maxTokens, temperature } = rest;
  return { question, opened, asked: { policy, filter, maxTokens, temperature } };
}

function typescript(details: CodeDetails): string {
  const { question, opened, asked } = optionsOf(details);
  return [
    `import { openRagstone } from "ragstone";`,
    ``,
    `const rag = await openRagstone(${JSON.stringify(opened)});`,
    `const answer = await rag.ask(${JSON.stringify(question)}, ${JSON.stringify(asked)});`,
    `console.log(answer.text, answer.citations);`,
    `await rag.close();`,
  ].join("\n");
}

function langchain(details: CodeDetails): string {
  const { question, opened } = optionsOf(details);
  return [
    `import { openRagstone } from "ragstone";`,
    `import { asRetriever } from "ragstone/langchain";`,
    ``,
    `const rag = await openRagstone(${JSON.stringify(opened)});`,
    `const documents = await asRetriever(rag).invoke(${JSON.stringify(question)});`,
    `console.log(documents);`,
    `await rag.close();`,
  ].join("\n");
}
