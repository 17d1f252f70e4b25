import type { OpenDocument } from "./open-document.js";

/** An entry of the document's outline (bookmarks). */
export interface OutlineEntry {
  readonly title: string;
  /** 1 for the outermost entries. */
  readonly level: number;
  /** From 0; `null` when it leads nowhere. */
  readonly page: number | null;
}

/** More than any book has; a damaged outline may lead in circles. */
const maxEntries = 10_000;
const maxTitleBytes = 2048;

/** Reads the outline, depth first. */
export function readOutline({ engine, handle }: OpenDocument): OutlineEntry[] {
  const { calls } = engine;
  const entries: OutlineEntry[] = [];
  const seen = new Set<number>();
  const buffer = engine.allocate(maxTitleBytes);
  const pending: { readonly bookmark: number; readonly level: number }[] = [
    { bookmark: calls.FPDFBookmark_GetFirstChild(handle, 0), level: 1 },
  ];
  for (let next = pending.pop(); next !== undefined && entries.length < maxEntries; next = pending.pop()) {
    const { bookmark, level } = next;
    if (bookmark === 0 || seen.has(bookmark)) continue;
    seen.add(bookmark);
    const length = calls.FPDFBookmark_GetTitle(bookmark, buffer, maxTitleBytes);
    const title =
      length > 2 && length <= maxTitleBytes
        ? Buffer.from(engine.heap().subarray(buffer, buffer + length - 2)).toString("utf16le")
        : "";
    const destination = calls.FPDFBookmark_GetDest(handle, bookmark);
    const page = destination === 0 ? -1 : calls.FPDFDest_GetDestPageIndex(handle, destination);
    if (title.trim() !== "")
      entries.push({
        title: title.replace(/\s+/g, " ").trim(),
        level: Math.min(level, 6),
        page: page < 0 ? null : page,
      });
    pending.push({ bookmark: calls.FPDFBookmark_GetNextSibling(handle, bookmark), level });
    pending.push({ bookmark: calls.FPDFBookmark_GetFirstChild(handle, bookmark), level: level + 1 });
  }
  engine.free(buffer);
  return entries;
}
