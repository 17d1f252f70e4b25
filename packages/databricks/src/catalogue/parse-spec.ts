import { InvalidOptionError } from "@ragstone/core";
import { servedModel } from "./served-model.js";
import type { SpecParameters } from "./spec-parameters.js";

const endpointName = /^[\w.-]{1,128}$/;
const known = ["family", "context", "max", "dimensions", "window", "instruction", "normalize"];
/** Least values that leave room for anything useful. */
const least = { context: 1024, max: 16, dimensions: 2, window: 16 } as const;

/** A spec taken apart. */
export interface ParsedSpec {
  readonly name: string;
  readonly parameters: SpecParameters;
}

/**
 * Reads `databricks:NAME?family=F&context=N&max=N&dimensions=N&window=N&instruction=TEXT|off&normalize=on|off`; the
 * prefix and every parameter may be left out.
 *
 * @throws {@link InvalidOptionError} for a name that no endpoint can have, unknown parameters, and values they cannot have
 */
export function parseSpec(spec: string): ParsedSpec {
  const [name = "", query = ""] = splitOnce(spec.replace(/^databricks:/, ""));
  if (!endpointName.test(name)) {
    const meant = servedModel(name);
    throw new InvalidOptionError(
      "model",
      spec,
      "an endpoint name such as databricks:gte-large-en or databricks:my-endpoint?family=gte-large-en",
      meant === null ? undefined : `Did you mean databricks:${meant.name}?`,
    );
  }
  const given = new URLSearchParams(query);
  const unknown = [...given.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new InvalidOptionError("model", spec, `parameters among ${known.join(", ")}, not ${JSON.stringify(unknown)}`);
  const { context, max, dimensions, window } = least;
  return {
    name,
    parameters: {
      family: given.get("family"),
      context: numberOf(given, "context", context),
      max: numberOf(given, "max", max),
      dimensions: numberOf(given, "dimensions", dimensions),
      window: numberOf(given, "window", window),
      instruction: instructionOf(given.get("instruction")),
      normalize: switchOf(given.get("normalize")),
    },
  };
}

function splitOnce(text: string): string[] {
  const at = text.indexOf("?");
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function numberOf(given: URLSearchParams, name: string, least: number): number | undefined {
  const text = given.get(name);
  if (text === null) return undefined;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new InvalidOptionError(name, text, `a whole number from ${least}`);
  return value;
}

/** An instruction and the text behind it are two words. */
function instructionOf(text: string | null): string | null | undefined {
  if (text === null) return undefined;
  if (text.trim() === "" || text.trim() === "off") return null;
  return /[\s:]$/u.test(text) ? text : `${text} `;
}

function switchOf(text: string | null): boolean | undefined {
  if (text === null) return undefined;
  if (text === "on" || text === "true") return true;
  if (text === "off" || text === "false") return false;
  throw new InvalidOptionError("normalize", text, "on or off");
}
