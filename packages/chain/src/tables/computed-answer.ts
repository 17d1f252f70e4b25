import { citedPages, headingsAt, type Citation, type Claim } from "@ragstone/core";
import type { ComputedValue } from "./compute-from-table.js";

/** The text, claim and citations of a computed value. */
export function computedAnswer({ operation, text, document, ranges }: ComputedValue): {
  readonly text: string;
  readonly claims: readonly Claim[];
  readonly citations: readonly Citation[];
} {
  const citations = ranges.map((range, at): Citation => ({
    id: at + 1,
    origin: document.record.origin,
    path: document.record.path,
    sha256: document.record.sha256,
    start: range.start,
    end: range.end,
    quote: document.text.slice(range.start, range.end),
    headings: headingsAt(document.text, document.blocks, range.start, document.record.title),
    ...citedPages(document.pages, range),
  }));
  const cited = `${text} ${citations.map((citation) => `[${citation.id}]`).join("")}`;
  const claim: Claim = {
    start: 0,
    end: cited.length,
    text: cited,
    citations: citations.map((citation) => citation.id),
    verdict: "checked",
    problems: [],
    computed: operation,
  };
  return { text: cited, claims: [claim], citations };
}
