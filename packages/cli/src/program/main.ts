import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { InvalidOptionError } from "@ragstone/core";
import {
  addAskingOptions,
  addCommonOptions,
  addIndexingOptions,
  addReadingOptions,
  addSearchingOptions,
  type AskingFlags,
  type CommonFlags,
  type IndexingFlags,
  type SearchingFlags,
} from "../command-options.js";
import { guardOutput } from "../guard-output.js";
import { exitCode } from "../exit-code.js";
import { reportError } from "../run-command.js";
import { baseUrlHelp } from "../spec-help.js";
import { createTerminal } from "../terminal.js";
import type { DoctorFlags } from "../commands/doctor-command.js";
import type { MigrateFlags } from "../commands/migrate-command.js";
import type { ShowFlags } from "../commands/show-command.js";

const program = new Command("ragstone")
  .description(
    "Index a folder of documents and answer questions about it, every claim tied to an exact, verified span of a source.",
  )
  .version(version(), "-V, --version")
  .showHelpAfterError("(ragstone COMMAND --help lists its arguments and options)")
  .exitOverride()
  .configureOutput({ outputError: () => {} });

addIndexingOptions(addCommonOptions(program.command("index")))
  .description("create or update the index of a folder; only what changed is read, embedded and written")
  .argument("[folder]", "the documents", undefined)
  .option("--dry-run", "say what would be done, as `plan` does")
  .option("--allow-removal", "remove more than half of the documents, if their files are gone")
  .option("--watch", "go on taking in changes until Ctrl-C")
  .action(async (folder: string | undefined, flags: IndexingFlags) =>
    (await import("../commands/index-command.js")).indexCommand(folder, flags),
  );

addAskingOptions(addReadingOptions(addIndexingFlags(addCommonOptions(program.command("ask")))))
  .description("a grounded answer with citations; without a question on a terminal, a conversation")
  .argument("[question]", "`-` reads it from standard input")
  .argument("[folder]", "the documents; their index is made when there is none")
  .action(async (question: string | undefined, folder: string | undefined, flags: AskingFlags) =>
    (await import("../commands/ask-command.js")).askCommand(question, folder, flags),
  );

addSearchingOptions(addReadingOptions(addIndexingFlags(addCommonOptions(program.command("search")))))
  .description("ranked passages, no generation")
  .argument("<query>")
  .argument("[folder]", "the documents; their index is made when there is none")
  .action(async (query: string, folder: string | undefined, flags: SearchingFlags) =>
    (await import("../commands/search-command.js")).searchCommand(query, folder, flags),
  );

addCommonOptions(program.command("status"))
  .description("contents, model, freshness, measured recall and size of the index")
  .action(async (flags: CommonFlags) => (await import("../commands/status-command.js")).statusCommand(flags));

addIndexingOptions(addCommonOptions(program.command("plan")))
  .description("what `index` would do and cost, without doing it")
  .argument("[folder]", "the documents")
  .action(async (folder: string | undefined, flags: IndexingFlags) =>
    (await import("../commands/index-command.js")).planCommand(folder, flags),
  );

addCommonOptions(program.command("show"))
  .description("the exact passage of an ID or PATH:START-END with its surroundings")
  .argument("<target>", "a chunk's id, PATH:START-END, or a path with --chunks or --text")
  .option("--chunks", "the document's chunks with ranges, tokens and headings")
  .option("--text", "the document's extracted text")
  .action(async (target: string, flags: ShowFlags) =>
    (await import("../commands/show-command.js")).showCommand(target, flags),
  );

addCommonOptions(program.command("verify"))
  .description("check a saved answer (`ask --json`) against today's files: intact, moved, changed, gone")
  .argument("<file>")
  .action(async (file: string, flags: CommonFlags) =>
    (await import("../commands/verify-command.js")).verifyCommand(file, flags),
  );

addCommonOptions(program.command("migrate"))
  .description("embed the index for another model next to the old one, and switch when it is complete")
  .option("--embedder <spec>", "the model to change to")
  .option("--base-url <url>", baseUrlHelp(["embedder"]))
  .action(async (flags: MigrateFlags) => (await import("../commands/migrate-command.js")).migrateCommand(flags));

addCommonOptions(program.command("doctor"))
  .description("check the index and environment, and suggest fixes")
  .option("--repair", "repair faults where this loses no document")
  .action(async (flags: DoctorFlags) => (await import("../commands/doctor-command.js")).doctorCommand(flags));

addCommonOptions(program.command("models"))
  .description("the catalogue: chat and embedding models, windows, limits, and which are configured")
  .action(async (flags: CommonFlags) => (await import("../commands/models-command.js")).modelsCommand(flags));

/** Notices for a first run over a folder. */
function addIndexingFlags(command: Command): Command {
  return command.addOption(new Option("--embedder <spec>", "for making the index when there is none"));
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
}

for (const command of program.commands) command.exitOverride().configureOutput({ outputError: () => {} });

const output = guardOutput();
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Help and version end here too, with code 0.
  if (error.exitCode === 0 || error.code === "commander.help")
    process.exitCode = error.code === "commander.help" ? exitCode.usage : exitCode.done;
  else {
    const message = error.message.replace(/^error: /u, "").replaceAll("\n", " ");
    const terminal = createTerminal({
      json: process.argv.includes("--json"),
      color: !process.argv.includes("--no-color"),
    });
    process.exitCode = reportError(terminal, usageError(message));
  }
}
await output.settle();

function usageError(message: string): InvalidOptionError {
  return Object.assign(
    new InvalidOptionError(
      "usage",
      process.argv.slice(2).join(" "),
      "a command as `ragstone --help` lists them",
      "`ragstone --help` lists the commands, `ragstone COMMAND --help` what one takes.",
    ),
    { message: `${message}.` },
  );
}
