import { parseFilter } from "@ragstone/core";
import { isPathSpec, type libraryOptions } from "@ragstone/engine/internal";
import type { Spelling } from "./command-option.js";

type Calls = typeof libraryOptions;

/** The calls of the library whose options the command can set. */
export type Call = "openRagstone" | "ask" | "search" | "index" | "migrate" | "doctor";

export type LibraryOption = { readonly [C in Call]: keyof Calls[C] }[Call];

/** A setting: `maxTokens` is `--max-tokens`, `RAGSTONE_MAX_TOKENS`, and `maxTokens` in the file. */
function setting(key: string, spelling: Spelling = {}): Spelling {
  const words = key.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return {
    flag: `--${words}`,
    variable: `RAGSTONE_${words.replaceAll("-", "_").toUpperCase()}`,
    key,
    ...spelling,
  };
}

const model: Spelling = {
  value: "SPEC",
  needsConsent: (spec) => typeof spec === "string" && isPathSpec(spec),
  advice: "`ragstone models` lists the known names.",
};

/**
 * How the command spells each option of the library; `null` for those that only a program can give. An option without a
 * row does not compile.
 */
export const librarySpellings = {
  folder: { flag: "--folder", value: "DIR", variable: "RAGSTONE_FOLDER" },
  index: { flag: "--index", value: "DIR", variable: "RAGSTONE_INDEX" },
  embedder: setting("embedder", { ...model, part: "embedder" }),
  generator: setting("model", { ...model, part: "generator" }),
  judge: setting("judge", { ...model, part: "generator" }),
  baseUrl: setting("baseUrl", { value: "URL", needsConsent: () => true }),
  policy: setting("policy"),
  mode: setting("mode"),
  k: setting("k"),
  diversity: setting("diversity", { value: "X" }),
  expand: setting("expand"),
  onePerDocument: setting("onePerDocument"),
  reranker: setting("rerank", { ...model, value: "SPEC|off", part: "reranker" }),
  allCopies: setting("allCopies"),
  explain: { flag: "--explain" },
  maxTokens: setting("maxTokens"),
  temperature: setting("temperature", { value: "T" }),
  system: { flag: "--system", value: "TEXT" },
  thinkingTokens: setting("thinkingTokens", { value: "N" }),
  rounds: setting("rounds"),
  decompose: setting("decompose"),
  repair: setting("repair"),
  targetTokens: setting("targetTokens", { value: "N|window" }),
  concurrency: setting("concurrency"),
  include: setting("include", { value: "GLOB" }),
  exclude: setting("exclude", { value: "GLOB" }),
  prices: { key: "prices" },
  filter: { flag: "--filter", value: "FILTER", parse: parseFilter },
  telemetry: { flag: "--telemetry", variable: "RAGSTONE_TELEMETRY" },
  allowRemoval: { flag: "--allow-removal" },
  consent: null,
  loaders: null,
  providers: null,
  overrideFolder: null,
  dataDir: null,
  syncedFolders: null,
  history: null,
  signal: null,
  onEvent: null,
} as const satisfies Readonly<Record<LibraryOption, Spelling | null>>;
