import { escapeControls, type IndexCheck, type IndexRemedy } from "@ragstone/core";
import { exitCode } from "../exit-code.js";
import { openExisting } from "../open-from-flags.js";
import type { Flags } from "../options/settings.js";
import { runCommand } from "../run-command.js";

/** The command to type, by the call that repairs a finding. */
const commands: Readonly<Record<IndexRemedy, string>> = {
  index: "Run `ragstone index`.",
  repair: "Run `ragstone doctor --repair`.",
  migrate: "Run `ragstone migrate --embedder SPEC`.",
  folder: "Add --folder DIR.",
};

function withCommand(check: IndexCheck): IndexCheck {
  const { fix, remedy } = check;
  return remedy === null || fix === null ? check : { ...check, fix: `${fix} ${commands[remedy]}` };
}

/** `ragstone doctor` */
export function doctorCommand(flags: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    const { rag } = await openExisting({ flags });
    await using opened = rag;
    const { checks, repaired } = await opened.doctor({ repair: flags.repair === true, signal });
    const report = { checks: checks.map(withCommand), repaired };
    const healthy = report.checks.every(({ ok }) => ok);
    if (terminal.json) terminal.out(`${JSON.stringify(report)}\n`);
    else {
      for (const done of report.repaired) terminal.out(`repaired: ${escapeControls(done)}\n`);
      for (const { name, ok, detail, fix } of report.checks) {
        terminal.out(
          `${ok ? terminal.style("green", "ok     ") : terminal.style("red", "problem")} ${name.padEnd(12)} ${escapeControls(detail)}\n${fix === null ? "" : `        ${escapeControls(fix)}\n`}`,
        );
      }
    }
    return healthy ? exitCode.done : exitCode.index;
  });
}
