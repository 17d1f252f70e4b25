import {
  describePages,
  documentName,
  escapeControls,
  hasPassed,
  type Answer,
  type Citation,
  type Claim,
} from "@ragstone/core";
import type { Terminal } from "../terminal.js";

/** An answer's text, the key sentences of its excerpts in bold. */
export function renderAnswerText(terminal: Pick<Terminal, "style">, { text, claims }: Answer): string {
  const plain = (start: number, end?: number): string => escapeControls(text.slice(start, end), { keepLines: true });
  let shown = "";
  let at = 0;
  for (const { key } of claims) {
    if (key === undefined || key.start < at) continue;
    const lines = plain(key.start, key.end).split("\n");
    shown += plain(at, key.start) + lines.map((line) => terminal.style("bold", line)).join("\n");
    at = key.end;
  }
  return shown + plain(at);
}

/** The lines below an answer: the source of each number, failed claims, and notes. */
export function renderAnswerNotes(terminal: Terminal, answer: Answer): string {
  // An excerpt is the quote: it is not printed a second time.
  const excerpts = answer.claims.filter(({ key }) => key !== undefined);
  const shown = new Set(excerpts.flatMap(({ citations }) => citations));
  const lines = [
    ...answer.citations.map((citation) =>
      shown.has(citation.id) ? renderPlace(terminal, citation) : renderCitation(terminal, citation),
    ),
    ...failedClaims(terminal, answer.claims),
  ];
  lines.push(...renderNotes(terminal, answer));
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function renderNotes(terminal: Terminal, { notes }: Answer): string[] {
  return notes.map(({ kind, message }) => `${terminal.style("yellow", `${kind}:`)} ${escapeControls(message)}`);
}

/** A refusal with the missing information and the nearest passages. */
export function renderRefusal(terminal: Terminal, answer: Answer): string {
  const { refusal, sources } = answer;
  const lines = [terminal.style("bold", escapeControls(refusal?.message ?? "The sources do not answer this."))];
  if (refusal !== null && refusal.missing.length > 0)
    lines.push(`No source mentions: ${refusal.missing.map((name) => escapeControls(name)).join(", ")}`);
  if (refusal?.closest !== undefined) {
    if (refusal.closest.length > 0) lines.push("Closest passages:");
    for (const passage of refusal.closest)
      lines.push(
        `  ${where(passage)}`,
        `    ${terminal.style("bold", escapeControls(passage.quote.replaceAll(/\s+/gu, " ")))}`,
      );
  } else if (sources.length > 0) {
    lines.push("Nearest passages:");
    for (const source of sources.slice(0, 3)) lines.push(`  ${where(source)}`);
  }
  lines.push(...renderNotes(terminal, answer));
  return `${lines.join("\n")}\n`;
}

/** `guide.md:120-180 · Install > Linux` or `manual.pdf:120-180 · page 5 (PDF 12)`. */
export function where(
  cited: Pick<Citation, "origin" | "path" | "start" | "end" | "headings" | "pages" | "pageLabels">,
): string {
  const { origin, path, start, end, headings, pages } = cited;
  const place = [
    pages.length > 0 ? `page ${escapeControls(describePages(cited))}` : "",
    headings.map((name) => escapeControls(name)).join(" > "),
  ].filter((part) => part !== "");
  return [`${escapeControls(documentName({ origin, path }))}:${start}-${end}`, ...place].join(" · ");
}

function renderPlace(terminal: Terminal, citation: Citation): string {
  return `${terminal.style("cyan", `[${citation.id}]`)} ${where(citation)}`;
}

function renderCitation(terminal: Terminal, citation: Citation): string {
  const quote = escapeControls(citation.quote.replaceAll(/\s+/gu, " "));
  return `${renderPlace(terminal, citation)}\n    ${terminal.style("dim", `"${quote}"`)}`;
}

function failedClaims(terminal: Terminal, claims: readonly Claim[]): string[] {
  return claims
    .filter((claim) => !hasPassed(claim))
    .map(
      ({ text, verdict, problems }) =>
        `${terminal.style("red", verdict)}${problems.length > 0 ? ` (${problems.join(", ")})` : ""}: ${escapeControls(text.trim())}`,
    );
}
