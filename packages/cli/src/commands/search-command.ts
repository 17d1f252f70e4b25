import { exitCode } from "../exit-code.js";
import { openExisting, openFolder } from "../open-from-flags.js";
import { optionsOf, type Flags } from "../options/settings.js";
import { Progress } from "../progress.js";
import { renderHits } from "../render/hits.js";
import { runCommand } from "../run-command.js";
import { bringUpToDate } from "./bring-up-to-date.js";

/** `ragstone search QUERY [FOLDER]` */
export function searchCommand(query: string, folder: string | undefined, flags: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    const progress = new Progress(terminal);
    const request = { flags, folder, onEvent: progress.onEvent };
    const { rag, settings } = folder === undefined ? await openExisting(request) : await openFolder(request);
    await using opened = rag;
    await bringUpToDate(opened, { sync: flags.sync !== false, progress, signal });
    const started = performance.now();
    const { mode = "hybrid", ...options } = optionsOf("search", settings);
    const hits = await opened.search(query, { ...options, mode, signal });
    const elapsedMs = Math.round((performance.now() - started) * 10) / 10;
    terminal.out(
      terminal.json
        ? `${JSON.stringify({ query, mode, corrected: hits.corrected, hits, elapsedMs })}\n`
        : renderHits(terminal, hits),
    );
    return exitCode.done;
  });
}
