import { escapeControls, type Hit } from "@ragstone/core";
import type { SearchHits } from "@ragstone/engine";
import type { Terminal } from "../terminal.js";
import { where } from "./answer.js";
import { excerptOf, type MarkedText } from "./excerpt.js";
import { renderExplanation } from "./explanation.js";
import { wrapText } from "./wrap-text.js";

const indent = "   ";

/** The hits of a search, best first, each with the sentence that matches the query, below the corrected words. */
export function renderHits(terminal: Terminal, hits: SearchHits): string {
  const corrections = renderCorrections(terminal, hits.corrected);
  if (hits.length === 0) return `${corrections}Nothing found.\n`;
  return `${corrections}${hits.map((hit) => renderHit(terminal, hit)).join("\n")}`;
}

function renderCorrections(terminal: Terminal, corrected: SearchHits["corrected"]): string {
  if (corrected === null) return "";
  const words = corrected.map(({ from, to }) => `${to} (no document contains ${from})`).join(", ");
  return `${terminal.style("yellow", "corrected:")} searched for ${escapeControls(words)}\n\n`;
}

function renderHit(terminal: Terminal, hit: Hit): string {
  const { columns } = terminal;
  const excerpt = excerptOf(hit);
  const lines = columns === null ? [excerpt] : wrapText(excerpt, Math.max(20, columns - indent.length));
  return [
    `${terminal.style("cyan", `${hit.rank}.`)} ${terminal.style("bold", where(hit))}  ${hit.score.toFixed(2)}  ${terminal.style("dim", hit.id)}`,
    ...lines.map((line) => indent + emphasized(terminal, line)),
    ...renderCopies(hit),
    ...(hit.explanation === undefined ? [] : renderExplanation(hit, hit.explanation).map((line) => indent + line)),
    "",
  ].join("\n");
}

function emphasized(terminal: Terminal, { text, marks }: MarkedText): string {
  let shown = "";
  let at = 0;
  for (const { start, end } of marks) {
    shown += text.slice(at, start) + terminal.style(["bold", "green"], text.slice(start, end));
    at = end;
  }
  return shown + text.slice(at);
}

function renderCopies({ copies = [] }: Hit): string[] {
  return copies.length === 0 ? [] : [`${indent}also in: ${copies.map((copy) => escapeControls(copy)).join(", ")}`];
}
