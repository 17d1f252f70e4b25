import { escapeControls, type IgnoredFiles, type IgnoreReason, type IndexReport } from "@ragstone/core";
import type { PlanReport } from "@ragstone/engine";
import { seconds } from "../progress.js";
import type { Terminal } from "../terminal.js";
import { count } from "./count.js";
import { extensionList } from "./extension-list.js";
import { renderFailures } from "./failures.js";

/** Warnings of ordinary documents, shown with `--verbose` only: the share of a page outside of its content. */
const routine: ReadonlySet<string> = new Set(["left-out"]);

/** The coverage report for a person. */
export function renderReport(terminal: Terminal, report: IndexReport, folder: string): string {
  const { documents, chunks, embedded } = report;
  const changes = changesOf(report);
  const lines = [
    `${terminal.style("bold", `Indexed ${escapeControls(folder)}`)}: ${count(documents.seen - documents.failed, "document")}, ${count(chunks.total, "chunk")} in ${seconds(report.elapsedMs)}`,
    `  ${changes === "" ? "nothing changed" : changes}; ${count(embedded.texts, "text")} embedded${report.costUsd === null || report.costUsd === 0 ? "" : ` (${usd(report.costUsd)})`}`,
    ...remarks(terminal, report),
  ];
  if (documents.seen === 0)
    lines.push(
      "  No documents were found there. Ragstone reads Markdown, text, HTML, PDF, DOCX and more; --verbose says " +
        "why each file was left out.",
    );
  return `${lines.join("\n")}\n`;
}

/** The expected effect of a run, for display. */
export function renderPlan(terminal: Terminal, report: PlanReport): string {
  const { texts, tokens, costUsd, seconds: time } = report.estimate;
  const changes = changesOf(report);
  return `${[
    `${terminal.style("bold", "Plan")}: ${changes === "" ? "nothing to do" : changes}`,
    `  ${count(texts, "text")} to embed, ${tokens.toLocaleString("en")} tokens, ${costUsd === null ? "no price" : usd(costUsd)}, about ${seconds(time * 1000)}`,
    ...remarks(terminal, report),
  ].join("\n")}\n`;
}

function changesOf({ documents, chunks }: IndexReport): string {
  const parts = [
    documents.indexed > documents.reread && `${documents.indexed - documents.reread} new or edited`,
    documents.reread > 0 && `${documents.reread} read again by a newer loader`,
    documents.moved > 0 && `${documents.moved} moved`,
    documents.removed > 0 && `${documents.removed} removed`,
    documents.elsewhere > 0 && `${documents.elsewhere} done by another process`,
    documents.unchanged > 0 &&
      (documents.indexed > 0 || documents.moved > 0 || documents.removed > 0) &&
      `${documents.unchanged} unchanged`,
    (chunks.added > 0 || chunks.removed > 0) && `${chunks.added} chunks added, ${chunks.removed} removed`,
  ];
  return parts.filter((part) => part !== false).join(", ");
}

function remarks(terminal: Terminal, { failed, ignored, warnings, hiddenCharacters }: IndexReport): string[] {
  const lines = renderFailures(terminal, failed);
  if (ignored.total > 0) lines.push(`  ${count(ignored.total, "file")} left out: ${reasonsOf(ignored)}`);
  if (hiddenCharacters > 0) lines.push(`  ${hiddenCharacters.toLocaleString("en")} characters of hidden text left out`);
  const shown = warnings.filter(({ code }) => code !== "hidden-text" && (terminal.verbose || !routine.has(code)));
  for (const { path, code, detail } of shown.slice(0, terminal.verbose ? shown.length : 5))
    lines.push(`  ${terminal.style("yellow", code)} ${escapeControls(path)}: ${escapeControls(detail)}`);
  return lines;
}

/** `3 not-a-document (2 .png, 1 .zip), 1 empty (1 .md)` */
function reasonsOf({ byReason, extensions }: IgnoredFiles): string {
  const reasons = Object.entries(byReason) as [IgnoreReason, number][];
  return reasons.map(([reason, files]) => `${files} ${reason} (${extensionList(extensions[reason] ?? {})})`).join(", ");
}

function usd(cost: number): string {
  return cost > 0 && cost < 0.0001 ? "USD 0.0001 at most" : `USD ${cost.toFixed(4)}`;
}
