import type { TextRange } from "@ragstone/core";

/** Comments of an XML text, those in CDATA sections not counted; one that never closes runs to the end. Linear. */
export function xmlComments(text: string): TextRange[] {
  const comments: TextRange[] = [];
  for (let at = text.indexOf("<!"); at !== -1; at = text.indexOf("<!", at)) {
    const isComment = text.startsWith("<!--", at);
    const close = isComment ? "-->" : text.startsWith("<![CDATA[", at) ? "]]>" : null;
    if (close === null) {
      at += 2;
      continue;
    }
    const closeAt = text.indexOf(close, at + 4);
    const end = closeAt === -1 ? text.length : closeAt + 3;
    if (isComment) comments.push({ start: at, end });
    at = end;
  }
  return comments;
}
