import { InvalidOptionError } from "@ragstone/core";

/** A model as `--embedder` and `--model` name it: `PROVIDER:NAME?key=value`, or the name of a built-in. */
export interface ModelSpec {
  /** Before the first colon; the whole name for a built-in. */
  readonly provider: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** @throws {@link InvalidOptionError} if a provider is named without a model */
export function parseModelSpec(spec: string, option: string): ModelSpec {
  const colon = spec.indexOf(":");
  if (colon === -1) return { provider: spec, name: spec, parameters: {} };
  const [name, query] = splitOnce(spec.slice(colon + 1), "?");
  if (name === "") throw new InvalidOptionError(option, spec, "PROVIDER:NAME", "Name the model after the colon.");
  return { provider: spec.slice(0, colon), name, parameters: Object.fromEntries(new URLSearchParams(query)) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
