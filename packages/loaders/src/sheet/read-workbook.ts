import type { SSF, WorkBook } from "@e965/xlsx";
import { DocumentError, type LoaderInput } from "@ragstone/core";
import { zipSync } from "fflate";
import { contentTypeOf } from "../media/content-type.js";
import { notReadable } from "../text/not-readable.js";
import { entryText } from "../zip/entry-text.js";
import { readZip } from "../zip/read-zip.js";
import { defineEastAsianFormats } from "./east-asian-formats.js";
import { nameTables } from "./name-tables.js";
import { odsFacts } from "./ods-facts.js";
import { noFacts, type SheetFacts } from "./sheet-facts.js";
import { xlsbRecords } from "./xlsb-records.js";
import { xlsContainer } from "./xls-container.js";
import { xlsxFacts } from "./xlsx-facts.js";

/** A parsed workbook. */
export interface ReadWorkbook {
  readonly workbook: WorkBook;
  readonly formats: typeof SSF;
  /** By sheet name; of binary formats, of which SheetJS reports more, only what is drawn. */
  readonly facts: ReadonlyMap<string, SheetFacts>;
}

interface Source {
  readonly bytes: Uint8Array;
  readonly facts: ReadonlyMap<string, SheetFacts>;
}

/** XML parts, and the binary parts of an XLSB workbook that contain cells. Macros and pictures are not inflated. */
const wantedPart = /\.(?:xml|rels)$|^mimetype$|^xl\/(?:(?!vbaProject|calcChain)[^/]+|worksheets\/[^/]+)\.bin$/i;

/** Conditions and tokens of number formats that SheetJS cannot translate and prints. The display is stored anyway. */
const untranslatedFormats = /<style:map\b[^>]*>|<number:(?:quarter|week-of-year)\b[^>]*>/g;

/**
 * Parses a workbook with SheetJS.
 *
 * @throws {@link DocumentError} `encrypted`, `too-large` or `malformed`
 */
export async function readWorkbook(input: LoaderInput): Promise<ReadWorkbook> {
  const { read, SSF: formats, CFB } = await import("@e965/xlsx");
  const { bytes: source, facts } = sourceOf(input);
  try {
    const container = contentTypeOf(source) === "compound-file" ? xlsContainer(CFB, input.path, source) : null;
    const bytes = container === null ? source : container.bytes;
    const workbook = read(bytes, {
      type: Buffer.isBuffer(bytes) ? "buffer" : "array",
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: true,
      cellNF: true,
      // The short date of the system (ECMA-376, part 1, 18.8.30, id 14), which Excel shows with all digits of the year.
      dateNF: "m/d/yyyy",
      // Only with styles are hidden columns read, from formats whose parts are not scanned here.
      cellStyles: facts.size === 0,
      bookVBA: false,
    });
    const drawn = [...(container?.drawn ?? [])].map(([name, texts]) => [name, { ...noFacts, drawn: texts }] as const);
    return { workbook, formats, facts: new Map([...facts, ...drawn]) };
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    if (error instanceof Error && /password/i.test(error.message))
      throw new DocumentError(input.path, "encrypted", "the workbook needs a password", { cause: error });
    throw notReadable(input.path, "workbook", error);
  }
}

function sourceOf({ path, bytes }: LoaderInput): Source {
  const content = contentTypeOf(bytes);
  if (content === "compound-file" && !isEncrypted(bytes)) return { bytes, facts: new Map() };
  if (content === null && isMarkup(bytes)) {
    const flat = nameTables(entryText(new Map([["", bytes]]), "") ?? "");
    return { bytes: encode(flat.replace(untranslatedFormats, "")), facts: odsFacts(flat) };
  }
  const entries = readZip(path, bytes, (name) => wantedPart.test(name));
  const text = openDocumentContent(entries);
  const facts = text === null ? xlsxFacts(path, entries) : odsFacts(text);
  for (const name of ["content.xml", "styles.xml"]) {
    const part = text === null ? null : entryText(entries, name);
    if (part !== null) entries.set(name, encode(part.replace(untranslatedFormats, "")));
  }
  for (const [name, part] of entries) if (/\.bin$/i.test(name)) entries.set(name, xlsbRecords(path, name, part));
  const styles = text === null ? entryText(entries, "xl/styles.xml") : null;
  if (styles !== null) entries.set("xl/styles.xml", encode(defineEastAsianFormats(styles)));
  // Packed again without compression: the parser then meets only the parts that were measured, and no pictures.
  return { bytes: zipSync(Object.fromEntries(entries), { level: 0 }), facts };
}

/** The content part of an OpenDocument file, with its tables named; `null` in other formats. */
function openDocumentContent(entries: Map<string, Uint8Array>): string | null {
  const part = entryText(entries, "content.xml");
  if (part === null) return null;
  const content = nameTables(part);
  if (content !== part) entries.set("content.xml", encode(content));
  return content;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function isMarkup(bytes: Uint8Array): boolean {
  return /^(?:\u00EF\u00BB\u00BF)?\s*<\?xml/.test(Buffer.from(bytes.subarray(0, 100)).toString("latin1"));
}

/** Office wraps an encrypted package in a compound file. */
function isEncrypted(bytes: Uint8Array): boolean {
  const mark = Buffer.from("EncryptedPackage", "utf16le");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark);
}
