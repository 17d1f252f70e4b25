import { escapeControls } from "@ragstone/core";
import { exitCode } from "../exit-code.js";
import { openExisting } from "../open-from-flags.js";
import { where } from "../render/answer.js";
import type { Flags } from "../options/settings.js";
import { runCommand } from "../run-command.js";

/** `ragstone show TARGET` */
export function showCommand(target: string, flags: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    const { rag } = await openExisting({ flags });
    await using opened = rag;
    if (flags.chunks === true) {
      const shown = await opened.showChunks(target, { signal });
      if (terminal.json) terminal.out(`${JSON.stringify(shown)}\n`);
      else
        for (const { id, tokens, ...place } of shown.chunks)
          terminal.out(`${id}  ${where({ origin: shown.origin, path: shown.path, ...place })}  ${tokens} tokens\n`);
    } else if (flags.text === true) {
      const shown = await opened.showText(target, { signal });
      const text = terminal.outputIsTerminal ? escapeControls(shown.text, { keepLines: true }) : shown.text;
      terminal.out(terminal.json ? `${JSON.stringify(shown)}\n` : text);
    } else {
      const shown = await opened.show(target, { signal });
      const { before, text, after } = shown;
      const dim = (part: string) =>
        part === "" ? "" : terminal.style("dim", escapeControls(part, { keepLines: true }));
      terminal.out(
        terminal.json
          ? `${JSON.stringify(shown)}\n`
          : `${terminal.style("bold", where(shown))}\n\n${dim(before)}${mark(terminal.outputIsTerminal, text)}${dim(after)}\n`,
      );
    }
    return exitCode.done;
  });
}

/** On a terminal the surrounding text is dimmed; in a pipe the passage is marked with arrows. */
function mark(styled: boolean, text: string): string {
  const shown = escapeControls(text, { keepLines: true });
  return styled ? shown : `>>>${shown}<<<`;
}
