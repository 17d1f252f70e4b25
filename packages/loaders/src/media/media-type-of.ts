import { compoundFileType } from "./compound-file-type.js";
import { contentTypeOf } from "./content-type.js";
import { extensionOf } from "./classify-name.js";
import { mediaTypeByExtension, nonDocumentExtensions, sharedExtensions } from "./formats.js";
import { looksLikeText, sniffBytes } from "../text/looks-like-text.js";
import { textSignature } from "./text-signature.js";
import { zipMediaType } from "./zip-media-type.js";

/**
 * The media type of a file, by its content first and its extension second; `null` for files that are not documents
 * (pictures, archives, programs). If the name indicates a document and the content something else, the type of the name
 * is kept so that the loader reports it: binary junk called `notes.md` is a broken document, not a file to skip.
 *
 * Looks at the first 8,000 bytes, and at the list of entries of a zip or compound file.
 *
 * @param path - only its extension counts
 */
export function mediaTypeOf(path: string, bytes: Uint8Array): string | null {
  const extension = extensionOf(path);
  const declared = mediaTypeByExtension.get(extension) ?? null;
  const head = bytes.subarray(0, sniffBytes);
  const content = contentTypeOf(head);
  if (content === "zip") return typeOfZip(bytes, extension);
  if (content === "compound-file") return compoundFileType(bytes) ?? declared;
  if (content === "binary") return declared;
  if (content !== null) return content;
  if (declared === null && (nonDocumentExtensions.has(extension) || sharedExtensions.has(extension))) return null;
  return typeOfText(head, declared);
}

/** Pages, Numbers and Keynote use one container: the extension tells which of them made it. */
const iWorkExtensions: ReadonlySet<string> = new Set(["pages", "numbers", "key"]);

function typeOfZip(bytes: Uint8Array, extension: string): string | null {
  const declared = mediaTypeByExtension.get(extension) ?? null;
  const found = zipMediaType(bytes) ?? declared;
  if (found !== "application/x-iwork" || !iWorkExtensions.has(extension)) return found;
  return declared ?? sharedExtensions.get(extension) ?? found;
}

/** Types whose files may turn out to be other text: saved error pages, exports under Office's names. */
const mayBeOtherText = new Set<string | null>([
  null,
  "text/plain",
  "application/xml",
  "application/pdf",
  "application/msword",
  "application/vnd.ms-excel",
]);

function typeOfText(head: Uint8Array, declared: string | null): string | null {
  if (!mayBeOtherText.has(declared)) return declared;
  if (!looksLikeText(head)) return declared;
  // Good enough for markup in UTF-8, UTF-16 and the encodings of one byte a character.
  const start = Buffer.from(head)
    .toString("latin1")
    .replace(/\0/g, "")
    .replace(/^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)/, "")
    .trimStart()
    .slice(0, 4000);
  return textSignature(start, declared) ?? declared ?? (start.startsWith("<?xml") ? "application/xml" : "text/plain");
}
