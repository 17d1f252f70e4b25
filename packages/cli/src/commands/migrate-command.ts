import { escapeControls, InvalidOptionError } from "@ragstone/core";
import { exitCode } from "../exit-code.js";
import { openExisting } from "../open-from-flags.js";
import { Progress, seconds } from "../progress.js";
import type { Flags } from "../options/settings.js";
import { runCommand } from "../run-command.js";

/** `ragstone migrate --embedder SPEC` */
export function migrateCommand({ embedder, ...flags }: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    if (embedder === undefined)
      throw new InvalidOptionError(
        "--embedder",
        embedder,
        "the model to embed the index for",
        "For example: ragstone migrate --embedder databricks:gte-large-en",
      );
    const progress = new Progress(terminal);
    const { rag } = await openExisting({ flags });
    await using opened = rag;
    const report = await opened.migrate({ embedder, signal, onEvent: progress.onEvent });
    progress.clear();
    if (terminal.json) terminal.out(`${JSON.stringify(report)}\n`);
    else if (!terminal.quiet) {
      const { from, to, documents, embedded, resumed, elapsedMs } = report;
      terminal.out(
        `Migrated from ${escapeControls(from)} to ${escapeControls(to)}: ${documents} documents, ${embedded.texts} texts embedded${resumed ? ", going on from an earlier run" : ""}, in ${seconds(elapsedMs)}\n`,
      );
    }
    return exitCode.done;
  });
}
