import { sep } from "node:path";
import { isVolumePath } from "@ragstone/core";
import { resolveFolder } from "@ragstone/engine/internal";
import { InterruptedError, type Ragstone } from "@ragstone/engine";
import { exitCode } from "../exit-code.js";
import { openFolder } from "../open-from-flags.js";
import type { Flags } from "../options/settings.js";
import { Progress } from "../progress.js";
import { renderPlan, renderReport } from "../render/report.js";
import { reportError, runCommand, type CommandContext } from "../run-command.js";

/** `ragstone index [FOLDER]` */
export function indexCommand(folder: string | undefined, flags: Flags): Promise<void> {
  return runCommand(flags, async (context) => {
    const { terminal, signal } = context;
    const progress = new Progress(terminal);
    const { rag } = await openFolder({ flags, folder, onEvent: progress.onEvent });
    await using opened = rag;
    const start = resolveFolder(folder ?? ".");
    if (
      (folder !== undefined || flags.index === undefined) &&
      start.startsWith(opened.folder + (isVolumePath(start) ? "/" : sep))
    ) {
      progress.note(`${start} lies inside ${opened.folder}, which has an index: that one is brought up to date.`);
    }
    if (flags.watch === true) return await follow(opened, { flags, progress, context });
    try {
      if (flags.dryRun === true) {
        const plan = await opened.plan({ signal });
        progress.clear();
        terminal.out(terminal.json ? `${JSON.stringify(plan)}\n` : renderPlan(terminal, plan));
        return exitCode.done;
      }
      const report = await opened.index({ signal, allowRemoval: flags.allowRemoval === true });
      progress.clear();
      terminal.out(
        terminal.json
          ? `${JSON.stringify(report)}\n`
          : terminal.quiet
            ? ""
            : renderReport(terminal, report, opened.folder),
      );
      return report.documents.failed > 0 ? exitCode.incomplete : exitCode.done;
    } catch (error) {
      progress.clear();
      if (!(error instanceof InterruptedError)) throw error;
      return reportError(terminal, error, true);
    }
  });
}

interface Following {
  readonly flags: Flags;
  readonly progress: Progress;
  readonly context: CommandContext;
}

/** Takes in changes until the user ends it: one report a run, as JSON lines with `--json`. */
async function follow(rag: Ragstone, { flags, progress, context }: Following): Promise<number> {
  const { terminal, signal } = context;
  const watch = rag.watch({
    allowRemoval: flags.allowRemoval === true,
    onReport: (report) => {
      progress.clear();
      const { indexed, moved, removed, failed } = report.documents;
      if (terminal.json) terminal.out(`${JSON.stringify(report)}\n`);
      else if (!terminal.quiet && indexed + moved + removed + failed > 0)
        terminal.out(renderReport(terminal, report, rag.folder));
    },
    onError: (error) => {
      progress.clear();
      reportError(terminal, error);
    },
  });
  await watch.ready;
  progress.note(
    `Following ${rag.folder}${isVolumePath(rag.folder) ? ", which is listed every 30 s" : ""}; Ctrl-C ends.`,
  );
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await watch.close();
  return exitCode.interrupted;
}

/** `ragstone plan [FOLDER]` */
export function planCommand(folder: string | undefined, flags: Flags): Promise<void> {
  return indexCommand(folder, { ...flags, dryRun: true });
}
