import { escapeControls, InvalidOptionError } from "@ragstone/core";
import { copyIndex } from "@ragstone/engine";
import { exitCode } from "../exit-code.js";
import type { Flags } from "../options/settings.js";
import { Progress, seconds } from "../progress.js";
import { runCommand } from "../run-command.js";

/** `ragstone copy --from INDEX --to INDEX` */
export function copyCommand({ from, to, trustIndex = false, ...flags }: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    const example =
      "For example: ragstone copy --from ~/documents --to 'postgres://user@host/database?collection=documents'";
    for (const [name, value] of Object.entries({ "--from": from, "--to": to }))
      if (value === undefined)
        throw new InvalidOptionError(name, value, "an index: its directory, or the URL of an engine", example);
    const progress = new Progress(terminal);
    const report = await copyIndex({
      from: from!,
      to: to!,
      consent: async () => trustIndex,
      signal,
      onEvent: progress.onEvent,
    });
    progress.clear();
    if (terminal.json) terminal.out(`${JSON.stringify(report)}\n`);
    else if (!terminal.quiet) {
      const { documents, copied, unchanged, chunks, vectors, elapsedMs } = report;
      terminal.out(
        `Copied ${copied} of ${documents} documents to ${escapeControls(report.to)} in ${seconds(elapsedMs)}\n` +
          `  ${unchanged} were there already; ${chunks} chunks and ${vectors} vectors written and compared, 0 texts embedded\n`,
      );
    }
    return exitCode.done;
  });
}
