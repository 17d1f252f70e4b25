import { resolve } from "node:path";
import { InterruptedError } from "../../pipeline/interrupted-error.js";
import type { IndexingFlags } from "../command-options.js";
import { exitCode } from "../exit-code.js";
import { openFolder } from "../open-from-flags.js";
import { Progress } from "../progress.js";
import { renderPlan, renderReport } from "../render/report.js";
import { reportError, runCommand } from "../run-command.js";

/** `ragstone index [FOLDER]` */
export function indexCommand(folder: string | undefined, flags: IndexingFlags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    const progress = new Progress(terminal);
    const { rag } = await openFolder({ flags, folder, onEvent: progress.onEvent });
    await using opened = rag;
    if (folder !== undefined && opened.folder !== resolve(folder)) {
      progress.note(`${resolve(folder)} lies inside ${opened.folder}, which has an index: that one is brought up to date.`);
    }
    try {
      if (flags.dryRun === true) {
        const plan = await opened.plan({ signal });
        progress.clear();
        terminal.out(terminal.json ? `${JSON.stringify(plan)}\n` : renderPlan(terminal, plan));
        return exitCode.done;
      }
      const report = await opened.index({ signal });
      progress.clear();
      terminal.out(terminal.json ? `${JSON.stringify(report)}\n` : terminal.quiet ? "" : renderReport(terminal, report, opened.folder));
      return report.documents.failed > 0 ? exitCode.incomplete : exitCode.done;
    } catch (error) {
      progress.clear();
      if (!(error instanceof InterruptedError)) throw error;
      return reportError(terminal, error, true);
    }
  });
}

/** `ragstone plan [FOLDER]` */
export function planCommand(folder: string | undefined, flags: IndexingFlags): Promise<void> {
  return indexCommand(folder, { ...flags, dryRun: true });
}
