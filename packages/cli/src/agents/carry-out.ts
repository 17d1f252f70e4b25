import { createInterface } from "node:readline/promises";
import { escapeControls, InvalidOptionError, isRagstoneError, type RagstoneError } from "@ragstone/core";
import { applyChange, type Places, type Planned } from "@ragstone/mcp/install";
import { inCommandWords } from "../command-words.js";
import { exitCode, exitCodeOfError } from "../exit-code.js";
import type { Flags } from "../options/settings.js";
import type { CommandContext } from "../run-command.js";
import type { Terminal } from "../terminal.js";
import { changeReport, isChange, renderChange } from "./render-change.js";

interface Order {
  readonly planned: readonly Planned[];
  readonly places: Places;
  readonly flags: Flags;
}

/** Shows the changes, has the user agree, and makes them. A file that cannot be changed does not stop the others. */
export async function carryOut({ planned, places, flags }: Order, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const isPlan = flags.dryRun === true;
  if (!terminal.json) for (const each of planned) terminal.out(renderChange(terminal, each));
  if (!isPlan && flags.yes !== true && planned.some(isChange) && !(await isAgreed(context))) return exitCode.done;
  let code: number = exitCode.done;
  const reports: object[] = [];
  for (const each of planned) {
    const error = "error" in each ? each.error : isPlan ? null : await failureOf(applyChange(each, places));
    reports.push(changeReport(each, error));
    if (error === null) continue;
    code = exitCodeOfError(error);
    if (!terminal.json) printError(terminal, error);
  }
  if (terminal.json) terminal.out(`${JSON.stringify({ dryRun: isPlan, changes: reports })}\n`);
  else if (!isPlan && !terminal.quiet && planned.some(isChange))
    terminal.err("Restart the agents, or have them reload their MCP servers.\n");
  return code;
}

async function failureOf(change: Promise<void>): Promise<RagstoneError | null> {
  try {
    await change;
    return null;
  } catch (error) {
    if (isRagstoneError(error)) return error;
    throw error;
  }
}

function printError(terminal: Terminal, error: RagstoneError): void {
  const { message, hint } = inCommandWords(error);
  terminal.err(`${terminal.styleErr("red", "error:")} ${escapeControls(message)}\n${escapeControls(hint)}\n`);
}

/** @throws {@link InvalidOptionError} where nobody can be asked */
async function isAgreed({ terminal, signal, interrupt }: CommandContext): Promise<boolean> {
  if (!process.stdin.isTTY || !terminal.interactive)
    throw Object.assign(
      new InvalidOptionError("--yes", undefined, "--yes", "--dry-run shows the changes, --yes makes them."),
      { message: "Nothing was changed: nobody can be asked, because input or output is not a terminal." },
    );
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.on("SIGINT", interrupt);
  try {
    return /^y(?:es)?$/iu.test((await lines.question("Make these changes? [y/N] ", { signal })).trim());
  } finally {
    lines.close();
  }
}
