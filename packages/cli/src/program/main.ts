import { Command, CommanderError } from "commander";
import { InvalidOptionError } from "@ragstone/core";
import { guardOutput } from "../guard-output.js";
import { exitCode } from "../exit-code.js";
import { addOptions, flagsOf } from "../options/add-options.js";
import { commandNames, optionsOfCommand, type CommandName } from "../options/command-options.js";
import type { Flags } from "../options/settings.js";
import { suggest } from "../options/suggest.js";
import { reportError } from "../run-command.js";
import { createTerminal } from "../terminal.js";
import { version } from "../version.js";

const program = new Command("ragstone")
  .description(
    "Index a folder of documents and answer questions about it, every claim tied to an exact, verified span of a " +
      "source.",
  )
  .version(version(), "-V, --version")
  .exitOverride()
  .configureOutput({ outputError: () => {} });

command("index", async (flags, folder?: string) =>
  (await import("../commands/index-command.js")).indexCommand(folder, flags),
)
  .description("create or update the index of a folder; only what changed is read, embedded and written")
  .argument("[folder]", "the documents", undefined);

command("ask", async (flags, question?: string, folder?: string) =>
  (await import("../commands/ask-command.js")).askCommand(question, folder, flags),
)
  .description("a grounded answer with citations; without a question on a terminal, a conversation")
  .argument("[question]", "`-` reads it from standard input")
  .argument("[folder]", "the documents; their index is made when there is none");

command("search", async (flags, query: string, folder?: string) =>
  (await import("../commands/search-command.js")).searchCommand(query, folder, flags),
)
  .description("ranked passages, no generation")
  .argument("<query>")
  .argument("[folder]", "the documents; their index is made when there is none");

command("serve", async (flags, ...folders: string[]) =>
  (await import("../commands/serve-command.js")).serveCommand(folders, flags),
)
  .description("HTTP API, OpenAI-compatible endpoint and playground over one or more folders")
  .argument("[folder...]", "the documents; their index is made when there is none");

command("status", async (flags) => (await import("../commands/status-command.js")).statusCommand(flags)).description(
  "contents, model, freshness, measured recall and size of the index",
);

command("plan", async (flags, folder?: string) =>
  (await import("../commands/index-command.js")).planCommand(folder, flags),
)
  .description("what `index` would do and cost, without doing it")
  .argument("[folder]", "the documents");

command("show", async (flags, target: string) =>
  (await import("../commands/show-command.js")).showCommand(target, flags),
)
  .description("the exact passage of an ID or PATH:START-END with its surroundings")
  .argument("<target>", "a chunk's id, PATH:START-END, or a path with --chunks or --text");

command("verify", async (flags, ...files: string[]) =>
  (await import("../commands/verify-command.js")).verifyCommand(files, flags),
)
  .description("check saved answers (`ask --json`) against today's files: intact, moved, changed, gone")
  .argument("<file...>", "files, folders and globs of saved answers");

command("mcp", async (flags, ...folders: string[]) =>
  (await import("../commands/mcp-command.js")).mcpCommand(folders, flags),
)
  .description("MCP server over standard input and output, for coding agents and chat clients")
  .argument("[folder...]", "the documents; their index is made when there is none");

command("install", async (flags, ...folders: string[]) =>
  (await import("../commands/install-command.js")).installCommand(folders, flags),
)
  .description("add the MCP server to coding agents and chat clients")
  .argument("[folder...]", "the documents; without it those of the index here, or the working directory");

command("uninstall", async (flags) =>
  (await import("../commands/install-command.js")).uninstallCommand(flags),
).description("remove it from coding agents and chat clients, and restore their settings");

command("migrate", async (flags) => (await import("../commands/migrate-command.js")).migrateCommand(flags)).description(
  "embed the index for another model next to the old one, and switch when it is complete",
);

command("copy", async (flags) => (await import("../commands/copy-command.js")).copyCommand(flags)).description(
  "copy an index between directories and engines, without embedding anything again",
);

command("doctor", async (flags) => (await import("../commands/doctor-command.js")).doctorCommand(flags)).description(
  "check the index and environment, and suggest fixes",
);

command("models", async (flags, ...names) =>
  (await import("../commands/models-command.js")).modelsCommand(names, flags),
)
  .argument("[NAME]", "a model, to see all that is known of it: databricks:gte-large-en, or gte-large-en; or `add`")
  .argument("[MODEL]", "after `add`, the local model to install: minilm")
  .description(
    "the catalogue: chat and embedding models, windows, limits, and which are configured; `models add minilm` installs " +
      "the local encoder",
  );

/** A command with the flags of the table. `run` gets them parsed, then the arguments. */
function command(name: CommandName, run: (flags: Flags, ...given: string[]) => Promise<void>): Command {
  return addOptions(program.command(name), name)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({ outputError: () => {} })
    .action((...context) => {
      const parsed = context.at(-1) as Command;
      return run(flagsOf(name, parsed.opts()), ...parsed.args);
    });
}

const output = guardOutput();
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
await output.settle();

/** Reports wrong usage. Help and version end here too, with code 0. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError && error.code === "commander.help") return exitCode.usage;
  if (error instanceof CommanderError && error.exitCode === 0) return exitCode.done;
  const terminal = createTerminal({
    // What an MCP client reads from standard output is protocol.
    json: process.argv.includes("--json") && process.argv[2] !== "mcp",
    color: !process.argv.includes("--no-color"),
  });
  return reportError(terminal, error instanceof CommanderError ? usageError(error) : error);
}

function usageError({ message, code }: CommanderError): InvalidOptionError {
  const text = message.replace(/^error: /u, "").replaceAll("\n", " ");
  const advice = code === "commander.unknownOption" ? flagAdvice(text) : null;
  const help = "`ragstone --help` lists the commands, `ragstone COMMAND --help` their arguments and flags.";
  return Object.assign(
    new InvalidOptionError(
      "usage",
      process.argv.slice(2).join(" "),
      "a command as `ragstone --help` lists them",
      advice === null ? help : `${advice} ${help}`,
    ),
    { message: `${text}.` },
  );
}

/** What the flag in `unknown option '--flag'` most likely means: another command's, or one that is spelled like it. */
function flagAdvice(text: string): string | null {
  const wrong = /'([^'=]+)/u.exec(text)?.[1];
  const name = commandNames.find((known) => process.argv.includes(known));
  if (wrong === undefined || name === undefined) return null;
  const others = commandNames.filter((other) => optionsOfCommand(other).some(({ flag }) => flag === wrong));
  if (others.length > 0) return `\`${wrong}\` is a flag of ${others.map((other) => `\`${other}\``).join(" and ")}.`;
  const nearest = suggest(wrong, optionsOfCommand(name), "flag");
  return nearest === null ? null : `Did you mean \`${nearest}\`?`;
}
