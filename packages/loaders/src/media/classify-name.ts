import { mediaTypeByExtension, nonDocumentExtensions } from "./formats.js";

/** The kind that a name implies: a document, not a document, or unknown (`LICENSE`, `notes.2024`). */
export function classifyName(path: string): "document" | "not-a-document" | "unknown" {
  const extension = extensionOf(path);
  if (mediaTypeByExtension.has(extension)) return "document";
  return nonDocumentExtensions.has(extension) ? "not-a-document" : "unknown";
}

/** The extension in lower case without its dot; empty without one. A leading dot starts no extension. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}
