import type { SourceDocument, StoredText } from "@ragstone/core";

/** A document as it was loaded, rebuilt from its stored form. */
export function storedDocument({ record, text, blocks, pages }: StoredText): SourceDocument {
  const { path, mediaType, sha256, bytes, modifiedMs, title, metadata } = record;
  return {
    path,
    text,
    mediaType,
    sha256,
    bytes,
    modifiedMs,
    title,
    blocks,
    pages,
    hiddenCharacters: 0,
    metadata,
    warnings: [],
  };
}
