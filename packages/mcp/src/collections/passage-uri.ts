import { documentName, type DocumentKey, type TextRange } from "@ragstone/core";

/** The template of documents as resources. */
export const documentUriTemplate = "ragstone://{collection}/{+path}";

/** The template of ranges of their text. */
export const passageUriTemplate = `${documentUriTemplate}{?start,end}`;

/** The address of a document, or of a range of its text, as a resource. */
export function passageUri(collection: string, document: DocumentKey, range?: TextRange): string {
  const path = documentName(document)
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
  const query = range === undefined ? "" : `?start=${range.start}&end=${range.end}`;
  return `ragstone://${encodeURIComponent(collection)}/${path}${query}`;
}
