import type { Metadata } from "@ragstone/core";
import type { OpenDocument } from "./open-document.js";

const maxBytes = 4096;

/** Titles that writing programs put in by themselves. */
const noTitle =
  /^(?:untitled|title|document\d*|microsoft word\b.*|.*\.(?:docx?|dvi|pdf|tex|indd|qxd|pptx?|xlsx?|rtf|txt))$/i;

/** The title in the document's information, `null` when it says nothing, with author, subject, keywords and dates. */
export function readFacts(document: OpenDocument): { readonly title: string | null; readonly metadata: Metadata } {
  const title = readEntry(document, "Title");
  const metadata: Record<string, string> = {};
  for (const [key, entry] of [
    ["author", "Author"],
    ["subject", "Subject"],
    ["keywords", "Keywords"],
  ] as const) {
    const value = readEntry(document, entry);
    if (value !== "") metadata[key] = value;
  }
  const created = isoDate(readEntry(document, "CreationDate"));
  if (created !== null) metadata["created"] = created;
  return { title: title === "" || noTitle.test(title) ? null : title, metadata };
}

function readEntry({ engine, handle }: OpenDocument, entry: string): string {
  const buffer = engine.allocate(maxBytes);
  const length = engine.calls.FPDF_GetMetaText(handle, entry, buffer, maxBytes);
  const text =
    length > 2 && length <= maxBytes
      ? Buffer.from(engine.heap().subarray(buffer, buffer + length - 2)).toString("utf16le")
      : "";
  engine.free(buffer);
  return text.replace(/[\s\0]+/g, " ").trim();
}

/** A PDF date (`D:YYYYMMDD...`, PDF reference 3.8.3) as an ISO date. */
function isoDate(date: string): string | null {
  const match = /^(?:D:)?(\d{4})(\d{2})(\d{2})/.exec(date);
  return match === null ? null : `${match[1]}-${match[2]}-${match[3]}`;
}
