import { documentName, pausing, type Answer } from "@ragstone/core";
import { renderAnswerHtml } from "@ragstone/chain";
import type { ShownDocuments } from "./shown-documents.js";

/**
 * An answer as one static page, each citation opening its passage in the document's text as indexed; of a document that
 * is not shown, the page has no more than the answer itself.
 */
export async function renderHtml(
  shown: Pick<ShownDocuments, "text">,
  answer: Answer,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<string> {
  signal?.throwIfAborted();
  const pause = pausing(signal);
  const texts = new Map<string, string>();
  for (const [name, citation] of new Map(answer.citations.map((citation) => [documentName(citation), citation]))) {
    await pause();
    const stored = await shown.text(citation);
    if (stored !== null) texts.set(name, stored.text);
  }
  await pause();
  return renderAnswerHtml(answer, texts);
}
