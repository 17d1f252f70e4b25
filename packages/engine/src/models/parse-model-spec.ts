import { InvalidOptionError, type ModelSpec } from "@ragstone/core";

/**
 * Takes a spec apart; which provider it names is checked elsewhere.
 *
 * @throws {@link InvalidOptionError} if a prefix is followed by a colon and no name
 */
export function parseModelSpec(text: string, option: string): ModelSpec {
  const colon = text.indexOf(":");
  if (colon === -1) return { text, prefix: text, name: text, parameters: {} };
  const [name, query] = splitOnce(text.slice(colon + 1), "?");
  if (name === "") throw new InvalidOptionError(option, text, "PROVIDER:NAME", "Name the model after the colon.");
  return { text, prefix: text.slice(0, colon), name, parameters: Object.fromEntries(new URLSearchParams(query)) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
