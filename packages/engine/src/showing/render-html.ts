import { documentName, type Answer } from "@ragstone/core";
import { renderAnswerHtml } from "@ragstone/chain";
import type { Session } from "../session/session.js";

/** An answer as one static page, each citation opening its passage in the document's text as indexed. */
export async function renderHtml(session: Session, answer: Answer): Promise<string> {
  const index = await session.reader();
  const texts = new Map<string, string>();
  for (const [name, citation] of new Map(answer.citations.map((citation) => [documentName(citation), citation]))) {
    const stored = await index.text(citation);
    if (stored !== null) texts.set(name, stored.text);
  }
  return renderAnswerHtml(answer, texts);
}
