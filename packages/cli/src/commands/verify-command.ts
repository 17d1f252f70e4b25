import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { documentName, escapeControls, InvalidOptionError } from "@ragstone/core";
import { exitCode } from "../exit-code.js";
import { openExisting } from "../open-from-flags.js";
import type { Flags } from "../options/settings.js";
import { runCommand } from "../run-command.js";

/** `ragstone verify FILE` */
export function verifyCommand(file: string, flags: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    const saved = await readAnswer(resolve(file));
    const { rag } = await openExisting({ flags });
    await using opened = rag;
    const report = await opened.verify(saved, { signal });
    if (terminal.json) terminal.out(`${JSON.stringify(report)}\n`);
    else
      for (const { id, origin, path, state, now } of report.citations) {
        const style = state === "intact" ? "green" : state === "moved" ? "yellow" : "red";
        terminal.out(
          `[${id}] ${terminal.style(style, state.padEnd(7))} ${escapeControls(documentName({ origin, path }))}${now === undefined ? "" : ` -> ${escapeControls(documentName(now))}:${now.start}-${now.end}`}\n`,
        );
      }
    return report.citations.every(({ state }) => state === "intact" || state === "moved")
      ? exitCode.done
      : exitCode.verification;
  });
}

async function readAnswer(file: string): Promise<unknown> {
  const expected = "a file with an answer as `ask --json` prints it";
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new InvalidOptionError("FILE", file, expected, (error as Error).message);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InvalidOptionError("FILE", file, expected, `It is no JSON: ${(error as Error).message}`);
  }
}
