import type { RagstoneError } from "@ragstone/core";
import { cliHint } from "./cli-hint.js";

type Facts = Readonly<Record<string, unknown>>;

/** The command's terms for the options in library errors. */
const flags: Readonly<Record<string, string>> = {
  folder: "FOLDER",
  index: "--index",
  embedder: "--embedder",
  generator: "--model",
  judge: "--judge",
  policy: "--policy",
  include: "--include",
  exclude: "--exclude",
  targetTokens: "--target-tokens",
  concurrency: "--concurrency",
  baseUrl: "--base-url",
  k: "--k",
  mode: "--mode",
  filter: "--filter",
  onePerDocument: "--one-per-document",
  diversity: "--diversity",
  expand: "--expand",
  maxTokens: "--max-tokens",
  rounds: "--rounds",
  target: "ID",
  path: "PATH",
  saved: "FILE",
};

const elsewhere = "--index DIR keeps the index in another folder.";
const models = "`ragstone models` lists the known names.";

/** The command to type, by the code of an error: a sentence after the library's own hint. */
const advice: Readonly<Record<string, (facts: Facts) => string>> = {
  "index-missing": ({ folder }) => `Make one with: ragstone index ${typeof folder === "string" ? folder : "FOLDER"}`,
  "index-locked": () => elsewhere,
  "index-read-only": ({ version }) => (version === undefined ? elsewhere : "Run `ragstone index` once."),
  "index-foreign": () => elsewhere,
  "index-damaged": () =>
    "`ragstone doctor --repair` repairs the faults that it can; if that does not help, delete the folder and index again.",
  "model-mismatch": ({ made, requested }) =>
    `Leave --embedder out to use ${modelOf(made)}, or change the index with: ragstone migrate --embedder ${modelOf(requested)}`,
  "watch-incomplete": () => "`ragstone index` applies the missed changes.",
  "endpoint-missing": () => models,
  "context-overflow": () => "--k N gives the model fewer passages.",
  unexpected: () => "Run again with --verbose and report its output.",
};

/** The same for options with values that are not allowed. */
const optionAdvice: Readonly<Record<string, string>> = {
  embedder: models,
  generator: models,
  judge: models,
  question: 'For example: ragstone ask "How are keys rotated?"',
  target: "`ragstone search --json` prints ids; add --chunks or --text after a path.",
  path: "`ragstone search --json` prints paths as they are indexed; `ragstone index` takes in a new file.",
  saved: "`ragstone ask --json` prints such an answer.",
};

/** An error of the library in the command's terms: flags for options, and the command to type. */
export function inCommandWords(error: RagstoneError): {
  readonly message: string;
  readonly hint: string;
} {
  const { code, message, data } = error;
  const hint = cliHint(error);
  const option = code === "invalid-option" && typeof data["option"] === "string" ? data["option"] : null;
  const added = option === null ? advice[code]?.(data) : optionAdvice[option];
  const flag = option === null ? undefined : flags[option];
  return {
    message: flag === undefined || !message.startsWith(`${option} `) ? message : flag + message.slice(option!.length),
    hint: [flag === undefined ? hint : hint.replace(`Set ${option} to `, `Set ${flag} to `), added]
      .filter((text) => text !== undefined && text !== "")
      .join(" "),
  };
}

function modelOf(fingerprint: unknown): string {
  const { model } = (fingerprint ?? {}) as { readonly model?: unknown };
  return typeof model === "string" ? model : "SPEC";
}
