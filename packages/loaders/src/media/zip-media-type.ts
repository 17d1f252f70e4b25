import { strFromU8, unzipSync } from "fflate";
import { mediaTypeByExtension } from "./formats.js";

/** Entries that identify a format; the first that is there decides. A name that ends in `/` is a folder. */
const formatByEntry: readonly (readonly [string, string])[] = [
  ["META-INF/container.xml", mediaTypeByExtension.get("epub")!],
  ["FixedDocSeq.fdseq", "application/vnd.ms-xpsdocument"],
  ["FixedDocumentSequence.fdseq", "application/vnd.ms-xpsdocument"],
  ["index.apxl", "application/vnd.apple.keynote"],
  ["Index/Document.iwa", "application/x-iwork"],
  ["Index.zip", "application/x-iwork"],
  ["xl/workbook.bin", mediaTypeByExtension.get("xlsb")!],
];

/** Folder of the main part of each format with content types. */
const formatByFolder: readonly (readonly [string, string])[] = [
  ["word/", mediaTypeByExtension.get("docx")!],
  ["ppt/", mediaTypeByExtension.get("pptx")!],
  ["xl/", mediaTypeByExtension.get("xlsx")!],
  ["visio/", "application/vnd.visio"],
];

/** What OpenDocument, its predecessor, EPUB and HWPX declare in an entry called `mimetype`. */
const declaredTypes =
  /^application\/(?:vnd\.oasis\.opendocument\.(?:text|presentation|spreadsheet|graphics)|vnd\.sun\.xml\.(?:writer|calc|impress)|hwp\+zip)/;
const maxDeclaredBytes = 128;

/**
 * The document that a zip file is, by the names in it and the type that it declares; `null` for any other archive.
 * Inflates nothing but that.
 */
export function zipMediaType(bytes: Uint8Array): string | null {
  const names = new Set<string>();
  let declared: string;
  try {
    const { mimetype } = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.add(name);
        return name === "mimetype" && originalSize <= maxDeclaredBytes;
      },
    });
    declared = mimetype === undefined ? "" : strFromU8(mimetype);
  } catch {
    // Cut or damaged: the extension decides, and the loader reports it.
    return null;
  }
  const own = declaredTypes.exec(declared)?.[0] ?? formatByEntry.find(([name]) => names.has(name))?.[1];
  if (own !== undefined) return own;
  if (!names.has("[Content_Types].xml")) return null;
  const all = Array.from(names);
  return formatByFolder.find(([folder]) => all.some((name) => name.startsWith(folder)))?.[1] ?? null;
}
