import type { DescribedOption } from "@ragstone/core";
import { libraryOptions } from "@ragstone/engine/internal";
import { commandFlags, type CommandFlags } from "./command-flags.js";
import type { CommandOption, Spelling } from "./command-option.js";
import { baseUrlHelp } from "./spec-help.js";
import { librarySpellings, type Call, type LibraryOption } from "./library-spellings.js";

type OptionName = LibraryOption | keyof CommandFlags;

interface CommandTable {
  /** The library's calls behind the command; the first that has an option describes it. */
  readonly calls: readonly Call[];
  readonly options: readonly OptionName[];
  /** The command's description of an option, in place of the library's. */
  readonly help?: { readonly [N in OptionName]?: string };
}

const embedding = ["embedder", "baseUrl", "include", "exclude", "targetTokens", "concurrency"] as const;
const reading = ["k", "mode", "filter", "diversity", "expand", "reranker", "sync"] as const;
const answering = [
  "generator",
  "baseUrl",
  "policy",
  "maxTokens",
  "temperature",
  "system",
  "thinkingTokens",
  "decompose",
  "rounds",
  "repair",
  "judge",
] as const;
const embedderUrl = { baseUrl: baseUrlHelp(["embedder"]) };
const newIndex = { embedder: "the embedding model of a new index" };

/** The flags of each command, apart from those that all commands have. */
const tables = {
  index: {
    calls: ["index", "openRagstone"],
    options: [...embedding, "allowRemoval", "watch", "dryRun", "telemetry"],
    help: embedderUrl,
  },
  ask: {
    calls: ["ask", "openRagstone"],
    options: [...answering, "stream", ...reading, "embedder", "html", "telemetry"],
    help: { ...newIndex, baseUrl: baseUrlHelp(["embedder", "generator", "reranker"]) },
  },
  search: {
    calls: ["search", "openRagstone"],
    options: [...reading, "onePerDocument", "allCopies", "explain", "embedder", "baseUrl", "telemetry"],
    help: { ...newIndex, baseUrl: baseUrlHelp(["embedder", "reranker"]) },
  },
  serve: {
    calls: ["openRagstone"],
    options: [
      ...(["port", "host", "allowHost", "allowOrigin", "token", "proxy", "userHeader", "groupsHeader"] as const),
      ...([
        "oidcIssuer",
        "oidcAudience",
        "userClaim",
        "groupsClaim",
        "databricksApps",
        "history",
        "write",
        "open",
      ] as const),
      ...(["generator", "baseUrl", "policy", "reranker", "embedder", "telemetry"] as const),
    ],
    help: { ...newIndex, baseUrl: baseUrlHelp(["embedder", "generator", "reranker"]) },
  },
  status: { calls: ["openRagstone"], options: ["reranker"] },
  plan: { calls: ["openRagstone"], options: embedding, help: embedderUrl },
  show: { calls: ["openRagstone"], options: ["chunks", "text"] },
  verify: { calls: ["openRagstone"], options: ["junit"] },
  mcp: {
    calls: ["ask", "search", "openRagstone"],
    options: ["scope", ...answering, "k", "mode", "diversity", "reranker", "sync", "embedder", "telemetry"],
    help: {
      ...newIndex,
      k: "how many passages a search returns, if its call does not say, and the generator is given",
      baseUrl: baseUrlHelp(["embedder", "generator", "reranker"]),
    },
  },
  install: {
    calls: ["openRagstone"],
    options: ["agent", "global", "project", "agentsMd", "dryRun", "yes"],
    help: { global: "the user's settings, which is the default", dryRun: "show the changes and make none" },
  },
  uninstall: {
    calls: ["openRagstone"],
    options: ["agent", "global", "project", "agentsMd", "dryRun", "yes"],
    help: {
      agent: "the agent; without it, all of them",
      global: "only the user's settings",
      project: "only the settings of the project in the working directory",
      agentsMd: "also the section of `AGENTS.md`, with --agent or --global",
      dryRun: "show the changes and make none",
    },
  },
  migrate: { calls: ["migrate", "openRagstone"], options: ["embedder", "baseUrl", "telemetry"], help: embedderUrl },
  copy: {
    calls: ["openRagstone"],
    options: ["from", "to", "trustIndex"],
    help: { from: "the index to copy: its directory, the folder of its documents, or the URL of an engine" },
  },
  doctor: {
    calls: ["doctor", "openRagstone"],
    options: ["repair", "live", "report", "embedder", "generator", "reranker"],
    help: {
      embedder: "the embedding endpoint to check",
      generator: "the chat endpoint to check",
    },
  },
  models: { calls: ["openRagstone"], options: ["workspace", "from"] },
} as const satisfies Readonly<Record<string, CommandTable>>;

/** The commands by name. */
export type CommandName = keyof typeof tables;

export const commandNames = Object.keys(tables) as readonly CommandName[];

const allCalls = ["openRagstone", "ask", "search", "index", "migrate", "doctor"] as const satisfies readonly Call[];

function rowOf(name: OptionName, calls: readonly Call[]): CommandOption | null {
  if (name in commandFlags) return { name, ...commandFlags[name as keyof CommandFlags] };
  const spelling: Spelling | null = librarySpellings[name as LibraryOption];
  if (spelling === null) return null;
  const call = calls.find((call) => Object.hasOwn(libraryOptions[call], name));
  if (call === undefined) return null;
  const rules: Readonly<Record<string, DescribedOption>> = libraryOptions[call];
  return { name, ...rules[name]!, ...spelling };
}

function rowsOf(names: readonly OptionName[], { calls, help = {} }: Omit<CommandTable, "options">): CommandOption[] {
  return names.flatMap((name) => {
    const row = rowOf(name, calls);
    return row === null ? [] : [{ ...row, help: help[name] ?? row.help }];
  });
}

/** The options of one command alone. */
export function ownOptions(command: CommandName): CommandOption[] {
  const table: CommandTable = tables[command];
  return rowsOf(table.options, table);
}

/** The options that every command has. */
export const commonOptions: readonly CommandOption[] = rowsOf(
  ["index", "folder", "json", "quiet", "verbose", "color", "trustConfig"],
  { calls: ["openRagstone"] },
);

/** Every option of a command. What `mcp` prints is protocol, whatever flags say. */
export function optionsOfCommand(command: CommandName): CommandOption[] {
  const common = command === "mcp" ? commonOptions.filter(({ name }) => name !== "json") : commonOptions;
  return [...ownOptions(command), ...common];
}

/** Every option of the library that the command can set. */
export const settingOptions: readonly CommandOption[] = rowsOf(Object.keys(librarySpellings) as LibraryOption[], {
  calls: allCalls,
});
