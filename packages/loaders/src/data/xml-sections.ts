import type { TextRange } from "@ragstone/core";

/** A comment or CDATA section of an XML text. */
export interface XmlSection extends TextRange {
  readonly isComment: boolean;
}

/** Comments and CDATA sections of an XML text; one that never closes runs to the end. Linear. */
export function xmlSections(text: string): XmlSection[] {
  const sections: XmlSection[] = [];
  for (let at = text.indexOf("<!"); at !== -1; at = text.indexOf("<!", at)) {
    const isComment = text.startsWith("<!--", at);
    const close = isComment ? "-->" : text.startsWith("<![CDATA[", at) ? "]]>" : null;
    if (close === null) {
      at += 2;
      continue;
    }
    const closeAt = text.indexOf(close, at + 4);
    const end = closeAt === -1 ? text.length : closeAt + 3;
    sections.push({ start: at, end, isComment });
    at = end;
  }
  return sections;
}
