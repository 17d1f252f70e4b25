import { describePages, escapeControls, type Citation } from "@ragstone/core";
import { escapeHtml } from "./escape-html.js";

/** Longest text that is shown whole, UTF-16 units; of a longer one this much around each passage. */
const maxShown = 100_000;
const around = 4_000;

interface Window {
  readonly start: number;
  readonly end: number;
}

/** One cited document with its passages marked; `null` text shows the quotes alone. */
export function renderDocument(name: string, text: string | null, citations: readonly Citation[]): string {
  const links = citations
    .map((citation) => `<a href="#c${citation.id}">[${citation.id}]</a>${escapeHtml(escapeControls(place(citation)))}`)
    .join(" ");
  const head = `<summary><b>${escapeHtml(escapeControls(name))}</b></summary><p class="places">${links}</p>`;
  if (text === null) {
    const quotes = citations
      .map((citation) => `<p><a id="c${citation.id}"></a><mark>${escapeHtml(citation.quote)}</mark></p>`)
      .join("");
    return `<details open>${head}${quotes}</details>`;
  }
  const shown = windows(text, citations).map(
    ({ start, end }) =>
      `${start > 0 ? '<span class="cut">… </span>' : ""}${renderWindow(text, { start, end }, citations)}${end < text.length ? '<span class="cut"> …</span>' : ""}`,
  );
  return `<details open>${head}<div class="text">${shown.join("\n")}</div></details>`;
}

function place(citation: Citation): string {
  const { pages, headings } = citation;
  const page = pages.length === 0 ? "" : ` p. ${describePages(citation)}`;
  return page + (headings.length === 0 ? "" : ` ${headings.join(" › ")}`);
}

function windows(text: string, citations: readonly Citation[]): Window[] {
  if (text.length <= maxShown) return [{ start: 0, end: text.length }];
  const merged: { start: number; end: number }[] = [];
  for (const citation of [...citations].sort((left, right) => left.start - right.start)) {
    const start = Math.max(0, citation.start - around);
    const end = Math.min(text.length, citation.end + around);
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** Cuts the window at every edge of a citation; what lies in any of them is marked. */
function renderWindow(text: string, { start, end }: Window, citations: readonly Citation[]): string {
  const inside = citations.filter((citation) => citation.start < end && citation.end > start);
  const edges = [...new Set([start, end, ...inside.flatMap((citation) => [citation.start, citation.end])])]
    .filter((edge) => edge >= start && edge <= end)
    .sort((left, right) => left - right);
  let html = "";
  edges.forEach((from, at) => {
    const to = edges[at + 1];
    html += inside
      .filter((citation) => citation.start === from)
      .map((citation) => `<a class="anchor" id="c${citation.id}">[${citation.id}]</a>`)
      .join("");
    if (to === undefined) return;
    const piece = escapeHtml(text.slice(from, to));
    html += inside.some((citation) => citation.start <= from && citation.end >= to) ? `<mark>${piece}</mark>` : piece;
  });
  return html;
}
