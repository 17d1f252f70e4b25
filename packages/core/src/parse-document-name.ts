import type { DocumentKey } from "./document-key.js";

/** The key that {@link documentName} wrote as one text. A leading `./` is optional for files. */
export function parseDocumentName(name: string): DocumentKey {
  if (name.startsWith("put:")) return { origin: "put", path: name.slice("put:".length) };
  return { origin: "file", path: name.replace(/^(?:\.\/)+/u, "") };
}
