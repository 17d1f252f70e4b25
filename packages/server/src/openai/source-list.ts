import { describePages, documentName, type Answer, type Citation } from "@ragstone/core";

/**
 * The sources of an answer as text. Chat clients drop fields that are not OpenAI's, so that a reader would see numbers
 * without a meaning; Markdown in names is escaped.
 */
export function sourceList({ citations, refusal, status }: Answer): string {
  if (status === "refused")
    return (refusal?.closest ?? []).map((passage) => `\n\n> ${oneLine(passage.quote)}\n> — ${place(passage)}`).join("");
  if (citations.length === 0) return "";
  return `\n\nSources:\n${citations.map((citation) => `[${citation.id}] ${place(citation)}: "${oneLine(citation.quote)}"`).join("\n")}`;
}

type Place = Pick<Citation, "origin" | "path" | "pages" | "pageLabels" | "headings">;

function place({ origin, path, pages, pageLabels, headings }: Place): string {
  const on = pages.length === 0 ? "" : `, ${describePages({ pages, pageLabels })}`;
  const under = headings.length === 0 ? "" : ` (${headings.map(plain).join(" › ")})`;
  return plain(documentName({ origin, path })) + on + under;
}

function plain(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_[\]<>!#|]/gu, String.raw`\$&`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}
