import { basename, resolve } from "node:path";
import { InvalidOptionError } from "@ragstone/core";
import type { Ragstone } from "@ragstone/engine";
import type { McpCollection } from "@ragstone/mcp";
import { claimOutput } from "../claim-output.js";
import { exitCode } from "../exit-code.js";
import { openExisting, openFolder } from "../open-from-flags.js";
import { optionsOf, type Flags } from "../options/settings.js";
import { runCommand } from "../run-command.js";
import { version } from "../version.js";

/** The process is gone a second after the client, even if something does not end. */
const forcedEndMs = 900;

/** `ragstone mcp [FOLDER…]` */
export function mcpCommand(folders: readonly string[], flags: Flags): Promise<void> {
  const output = claimOutput();
  return runCommand(flags, async ({ terminal, signal }) => {
    const { createMcp, serveStdio } = await import("@ragstone/mcp");
    const opened: Ragstone[] = [];
    const mcp = createMcp({
      collections: collectionsOf(folders, flags, opened),
      version: version(),
      filter: flags.scope,
      sync: flags.sync !== false,
    });
    const onProblem = (message: string) => {
      if (terminal.verbose) terminal.err(`${message}\n`);
    };
    await serveStdio(mcp, { input: process.stdin, output, signal, onProblem });
    setTimeout(() => process.exit(exitCode.done), forcedEndMs).unref();
    await Promise.all(opened.map((rag) => rag.close()));
    return exitCode.done;
  });
}

/** One collection for each folder, named after it; without folders the index that the working directory lies in. */
function collectionsOf(folders: readonly string[], flags: Flags, opened: Ragstone[]): McpCollection[] {
  if (folders.length > 1 && (flags.index ?? flags.folder) !== undefined)
    throw new InvalidOptionError(
      flags.index === undefined ? "--folder" : "--index",
      flags.index ?? flags.folder,
      "one folder",
      "Leave it out to serve several folders, each with its own index.",
    );
  const names = new Set<string>();
  return (folders.length === 0 ? [undefined] : folders).map((folder) => ({
    name: nameFor(folder ?? flags.folder ?? flags.index ?? ".", names),
    open: async () => {
      const { rag, settings } = await (folder === undefined ? openExisting({ flags }) : openFolder({ flags, folder }));
      opened.push(rag);
      const { k, mode, diversity, reranker } = settings;
      return { rag, search: { k, mode, diversity, reranker }, ask: optionsOf("ask", settings) };
    },
  }));
}

/** The folder's own name, with a number where another folder has it. */
function nameFor(folder: string, taken: Set<string>): string {
  const base = basename(resolve(folder)) || "documents";
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  taken.add(name);
  return name;
}
