import { stringify } from "smol-toml";
import type { ServerCommand } from "../agents/agent.js";
import { serverName, type Target } from "./target.js";

/** The entry of an agent on its own, on one line. */
export function snippetOf({ format, entryIn }: Target): string {
  const { path, value } = entryIn({});
  if (format === "section") return String(value["text"]);
  const data = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  return format === "toml" ? stringify(data).trim().replaceAll("\n", " ⏎ ") : JSON.stringify(data);
}

/** What clients without an entry of their own here have in their settings, in the most common form. */
export function commonSnippet({ command, args }: ServerCommand): string {
  return JSON.stringify({ mcpServers: { [serverName]: { command, args } } }, null, 2);
}
