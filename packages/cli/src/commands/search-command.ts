import { escapeControls, type Hit } from "@ragstone/core";
import type { SearchHits } from "@ragstone/engine";
import { exitCode } from "../exit-code.js";
import { openExisting, openFolder } from "../open-from-flags.js";
import { optionsOf, type Flags } from "../options/settings.js";
import { Progress } from "../progress.js";
import { where } from "../render/answer.js";
import { runCommand } from "../run-command.js";
import type { Terminal } from "../terminal.js";
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
        : render(terminal, hits),
    );
    return exitCode.done;
  });
}

const excerptCharacters = 240;

function render(terminal: Terminal, hits: SearchHits): string {
  return `${renderCorrections(terminal, hits.corrected)}${renderHits(terminal, hits)}`;
}

function renderCorrections(terminal: Terminal, corrected: SearchHits["corrected"]): string {
  if (corrected === null) return "";
  const words = corrected.map(({ from, to }) => `${to} (no document contains ${from})`).join(", ");
  return `${terminal.style("yellow", "corrected:")} searched for ${escapeControls(words)}\n\n`;
}

function renderHits(terminal: Terminal, hits: SearchHits): string {
  if (hits.length === 0) return "Nothing found.\n";
  return hits
    .map((hit) => {
      const text = escapeControls(hit.text.replaceAll(/\s+/gu, " "));
      const excerpt = text.length > excerptCharacters ? `${text.slice(0, excerptCharacters)}…` : text;
      return `${terminal.style("cyan", `${hit.rank}.`)} ${terminal.style("bold", where(hit))}  ${hit.score.toFixed(2)}  ${terminal.style("dim", hit.id)}\n   ${excerpt}\n${renderCopies(hit)}`;
    })
    .join("\n");
}

function renderCopies({ copies = [] }: Hit): string {
  return copies.length === 0 ? "" : `   also in: ${copies.map((copy) => escapeControls(copy)).join(", ")}\n`;
}
