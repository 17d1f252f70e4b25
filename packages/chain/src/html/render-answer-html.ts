import { documentName, escapeControls, hasPassed, type Answer, type Citation, type Claim } from "@ragstone/core";
import { escapeHtml } from "./escape-html.js";
import { renderDocument } from "./render-document.js";
import { style } from "./style.js";

/**
 * Renders an answer as one static page: the answer with the verdict of each claim, its notes, and every cited document
 * with the passages highlighted; a marker leads to its passage. The page has no script, loads nothing, and its policy
 * forbids both; everything from the answer and the documents is escaped.
 *
 * @param texts - extracted text by {@link documentName}; a cited document that is not there is shown by its quotes
 */
export function renderAnswerHtml(answer: Answer, texts: ReadonlyMap<string, string>): string {
  const names = [...new Set(answer.citations.map(documentName))];
  const documents = names.map((name) =>
    renderDocument(
      name,
      texts.get(name) ?? null,
      answer.citations.filter((citation) => documentName(citation) === name),
    ),
  );
  const body = answer.status === "refused" ? renderRefusal(answer) : `<div class="answer">${renderText(answer)}</div>`;
  const notes = answer.notes.map(
    (note) =>
      `<li class="note">${escapeHtml(escapeControls(note.message))} ${note.citations.map((id) => `<a href="#c${id}">[${id}]</a>`).join(" ")}</li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(answer.question)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(answer.question)}</h1>
${body}
${notes.length === 0 ? "" : `<ul class="notes">${notes.join("")}</ul>`}
<p class="made">${escapeHtml(escapeControls(summary(answer)))}</p>
${documents.join("\n")}
</main>
</body>
</html>
`;
}

function summary({ model, claims, citations }: Answer): string {
  const passed = claims.filter(hasPassed).length;
  const counted = claims.length === 0 ? "no claims" : `${passed} of ${claims.length} claims passed the checks`;
  return `${model}: ${counted}, ${citations.length} ${citations.length === 1 ? "citation" : "citations"}`;
}

function renderRefusal({ refusal }: Answer): string {
  if (refusal === null) return "";
  const closest = (refusal.closest ?? []).map(
    (passage) =>
      `<li>${escapeHtml(escapeControls([documentName(passage), ...passage.headings].join(" > ")))}<blockquote><strong>${escapeHtml(escapeControls(passage.quote))}</strong></blockquote></li>`,
  );
  const list = closest.length === 0 ? "" : `<p>Closest passages:</p><ul>${closest.join("")}</ul>`;
  return `<div class="refusal"><p>${escapeHtml(escapeControls(refusal.message))}</p>${list}</div>`;
}

function renderText({ text, claims, citations }: Answer): string {
  let html = "";
  let at = 0;
  for (const claim of claims) {
    html += renderMarkers(text.slice(at, claim.start), citations) + renderClaim(claim, text, citations);
    at = claim.end;
  }
  return html + renderMarkers(text.slice(at), citations);
}

function renderClaim(claim: Claim, text: string, citations: readonly Citation[]): string {
  const why = claim.problems.length === 0 ? claim.verdict : `${claim.verdict}: ${claim.problems.join(", ")}`;
  const flag = hasPassed(claim) ? "" : ` <span class="flag">${escapeHtml(why)}</span>`;
  const { start, end, key } = claim;
  const part = (from: number, to: number): string => renderMarkers(text.slice(from, to), citations);
  const body =
    key === undefined
      ? part(start, end)
      : `${part(start, key.start)}<strong>${part(key.start, key.end)}</strong>${part(key.end, end)}`;
  return `<span class="claim ${claim.verdict}" title="${escapeHtml(why)}">${body}</span>${flag}`;
}

function renderMarkers(text: string, citations: readonly Citation[]): string {
  return escapeHtml(text).replace(/\[(\d+)\]/gu, (marker, id: string) =>
    citations.some((citation) => citation.id === Number(id))
      ? `<a class="marker" href="#c${id}">${marker}</a>`
      : marker,
  );
}
