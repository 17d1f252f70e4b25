import type { RagstoneError } from "@ragstone/core";
import { OtherFolderError } from "@ragstone/engine/internal";
import { settingOptions } from "./options/command-options.js";

type Facts = Readonly<Record<string, unknown>>;

/** Options of the library that are arguments of the command. */
const argumentNames: Readonly<Record<string, string>> = {
  folder: "FOLDER",
  target: "ID",
  path: "PATH",
  saved: "FILE",
};

/** Nothing for an index of an engine, which is not kept in a folder. */
function otherPlace(facts: Facts): string {
  return engineUrlOf(facts) === null ? "--index DIR keeps the index in another folder." : "";
}

/** The name of an index that is in no directory. */
function engineUrlOf({ index }: Facts): string | null {
  return typeof index === "string" && /^[a-z][a-z\d+.-]+:\/\//iu.test(index) ? index : null;
}

/** The command to type, by the code of an error: a sentence after the library's own hint. */
const advice: Readonly<Record<string, (facts: Facts) => string>> = {
  "index-missing": (facts) => {
    const [{ folder }, url] = [facts, engineUrlOf(facts)];
    const made = `ragstone index ${typeof folder === "string" ? folder : "FOLDER"}`;
    return `Make one with: ${made}${url === null ? "" : ` --index '${url}'`}`;
  },
  "index-locked": otherPlace,
  "index-read-only": (facts) => (facts["version"] === undefined ? otherPlace(facts) : "Run `ragstone index` once."),
  "index-foreign": otherPlace,
  "index-damaged": (facts) =>
    engineUrlOf(facts) === null
      ? "`ragstone doctor --repair` repairs the faults that it can; if that does not help, delete the folder and " +
        "index again."
      : "`ragstone doctor --repair` repairs the faults that it can.",
  "model-mismatch": ({ made, requested }) =>
    `Leave --embedder out to use ${modelOf(made)}, or change the index with: ragstone migrate --embedder ${modelOf(requested)}`,
  "consent-required": ({ setting, value }) =>
    `To agree, give it yourself: ${setting === "baseUrl" ? "--base-url" : "--embedder"} ${String(value)}`,
  "model-missing": ({ model }) => (model === "minilm" ? "`ragstone models add minilm` does so." : ""),
  "model-damaged": ({ model }) => (model === "minilm" ? "`ragstone models add minilm` replaces a damaged copy." : ""),
  "watch-incomplete": () => "`ragstone index` applies the missed changes.",
  "endpoint-missing": () => "`ragstone models` lists the known names.",
  "context-overflow": () => "--k N gives the model fewer passages.",
  unexpected: () => "Run again with --verbose and report its output.",
};

/** The same for arguments with values that are not allowed. */
const argumentAdvice: Readonly<Record<string, string>> = {
  question: 'For example: ragstone ask "How are keys rotated?"',
  target: "`ragstone search --json` prints ids; add --chunks or --text after a path.",
  path: "`ragstone search --json` prints paths as they are indexed; `ragstone index` takes in a new file.",
  saved: "`ragstone ask --json` prints such an answer.",
};

/** An error of the library in the command's terms: flags for options, and the command to type. */
export function inCommandWords(error: RagstoneError): { readonly message: string; readonly hint: string } {
  const { code, message, data } = error;
  const option = code === "invalid-option" && typeof data["option"] === "string" ? data["option"] : null;
  const row = settingOptions.find(({ name }) => name === option);
  const added = option === null ? advice[code]?.(data) : (row?.advice ?? argumentAdvice[option]);
  const word = option === null ? undefined : (argumentNames[option] ?? row?.flag ?? row?.key);
  const hint = hintOf(error);
  return {
    message: word === undefined || !message.startsWith(`${option} `) ? message : word + message.slice(option!.length),
    hint: [word === undefined ? hint : hint.replace(`Set ${option} to `, `Set ${word} to `), added]
      .filter((text) => text !== undefined && text !== "")
      .join(" "),
  };
}

/** The library's hint, in terms of flags where there are some. */
function hintOf(error: RagstoneError): string {
  if (error instanceof OtherFolderError)
    return (
      `Leave FOLDER out to use the recorded folder, or leave --index out to give ${error.folder} an index of its own. ` +
      `If the documents moved there: --folder ${error.folder}`
    );
  if (error.code === "removal-limit")
    return (
      "Check that the folder is the right one and is mounted. " +
      "If the documents are gone for good: ragstone index --allow-removal"
    );
  return error.hint;
}

function modelOf(fingerprint: unknown): string {
  const { model } = (fingerprint ?? {}) as { readonly model?: unknown };
  return typeof model === "string" ? model : "SPEC";
}
