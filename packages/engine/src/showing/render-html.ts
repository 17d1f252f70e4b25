import { documentName, pausing, type Answer } from "@ragstone/core";
import { renderAnswerHtml } from "@ragstone/chain";
import type { Session } from "../session/session.js";

/** An answer as one static page, each citation opening its passage in the document's text as indexed. */
export async function renderHtml(
  session: Session,
  answer: Answer,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<string> {
  signal?.throwIfAborted();
  const pause = pausing(signal);
  const index = await session.reader();
  const texts = new Map<string, string>();
  for (const [name, citation] of new Map(answer.citations.map((citation) => [documentName(citation), citation]))) {
    await pause();
    const stored = await index.text(citation);
    if (stored !== null) texts.set(name, stored.text);
  }
  await pause();
  return renderAnswerHtml(answer, texts);
}
