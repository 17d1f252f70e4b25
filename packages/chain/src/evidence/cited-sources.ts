import { citedPages, documentName, headingsAt, type Passage, type StoredText, type TextRange } from "@ragstone/core";
import { answeringUnits, type CitedSource, SourceText } from "@ragstone/verify/internal";

/**
 * Passages with their documents, which are given by name. A passage whose document was removed, or contains different
 * text at its range, is used by itself: quotes are found in it and keep its offsets.
 */
export function citedSources(
  passages: readonly Passage[],
  texts: ReadonlyMap<string, StoredText | null>,
): CitedSource[] {
  const documents = new Map<string, SourceText>();
  return passages.map((passage) => {
    const stored = texts.get(documentName(passage)) ?? null;
    const whole = stored !== null && stored.text.startsWith(passage.text, passage.start) ? stored : null;
    let document = whole === null ? undefined : documents.get(documentName(passage));
    document ??= new SourceText(whole === null ? " ".repeat(passage.start) + passage.text : whole.text);
    if (whole !== null) documents.set(documentName(passage), document);
    return {
      number: passage.number,
      origin: passage.origin,
      path: passage.path,
      sha256: stored?.record.sha256 ?? "",
      document,
      passage: { start: passage.start, end: passage.end },
      units: answeringUnits(passage),
      context: passage.headings.join("\n"),
      headingsOf: (range: TextRange) =>
        whole?.blocks.some((block) => block.kind === "heading") === true
          ? headingsAt(whole.text, whole.blocks, range.start, whole.record.title)
          : passage.headings,
      pagesOf: (range: TextRange) =>
        whole === null || whole.pages.length === 0 ? { pages: passage.pages } : citedPages(whole.pages, range),
    };
  });
}
