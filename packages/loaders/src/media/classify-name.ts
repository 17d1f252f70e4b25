import { mediaTypeByExtension, nonDocumentExtensions, sharedExtensions } from "./formats.js";

/**
 * The kind that a name implies: a document, not a document, unknown (`LICENSE`, `notes.2024`), or one of the {@link
 * sharedExtensions}, whose files are documents only by their signature.
 */
export function classifyName(path: string): "document" | "not-a-document" | "unknown" | "shared" {
  const extension = extensionOf(path);
  if (mediaTypeByExtension.has(extension)) return "document";
  if (sharedExtensions.has(extension)) return "shared";
  return nonDocumentExtensions.has(extension) ? "not-a-document" : "unknown";
}

/** The extension in lower case without its dot; empty without one. A leading dot starts no extension. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}
