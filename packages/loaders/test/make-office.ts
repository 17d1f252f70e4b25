import { strToU8, zipSync } from "fflate";
import { utils, write } from "@e965/xlsx";

/** A zip file of text entries. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

const relationshipTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function relationships(targets: readonly (readonly [string, string])[]): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map(([kind, target], n) => `<Relationship Id="rId${n + 1}" Type="${relationshipTypes}/${kind}" Target="${target}"/>`).join("")}</Relationships>`;
}

export interface SlideSpec {
  readonly title?: string;
  readonly lines?: readonly string[];
  readonly rows?: readonly (readonly string[])[];
  readonly notes?: string;
  readonly hidden?: boolean;
}

const drawing = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`;
const shape = (placeholder: string, lines: readonly string[]) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:nvPr>${placeholder === "" ? "" : `<p:ph type="${placeholder}"/>`}</p:nvPr></p:nvSpPr><p:txBody>${lines.map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`).join("")}</p:txBody></p:sp>`;

/** A presentation whose slides are stored in the opposite order of showing. */
export function makePptx(slides: readonly SlideSpec[]): Uint8Array {
  const files: Record<string, string> = { "[Content_Types].xml": "<Types/>" };
  const name = (index: number) => `slide${slides.length - index}.xml`;
  files["ppt/_rels/presentation.xml.rels"] = relationships(
    slides.map((_, index) => ["slide", `slides/${name(index)}`]),
  );
  files["ppt/presentation.xml"] =
    `<p:presentation ${drawing} xmlns:r="${relationshipTypes}"><p:sldIdLst>${slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`).join("")}</p:sldIdLst></p:presentation>`;
  for (const [index, { title, lines = [], rows, notes, hidden = false }] of slides.entries()) {
    const table =
      rows === undefined
        ? ""
        : `<p:graphicFrame><a:tbl>${rows.map((row) => `<a:tr>${row.map((cell) => `<a:tc><a:txBody><a:p><a:r><a:t>${cell}</a:t></a:r></a:p></a:txBody></a:tc>`).join("")}</a:tr>`).join("")}</a:tbl></p:graphicFrame>`;
    files[`ppt/slides/${name(index)}`] =
      `<p:sld ${drawing}${hidden ? ' show="0"' : ""}><p:cSld><p:spTree>${title === undefined ? "" : shape("title", [title])}${shape("", lines)}${table}${shape("sldNum", [String(index + 1)])}</p:spTree></p:cSld></p:sld>`;
    if (notes === undefined) continue;
    files[`ppt/slides/_rels/${name(index)}.rels`] = relationships([["notesSlide", `../notesSlides/notes${index}.xml`]]);
    files[`ppt/notesSlides/notes${index}.xml`] =
      `<p:notes ${drawing}><p:cSld><p:spTree>${shape("body", [notes])}</p:spTree></p:cSld></p:notes>`;
  }
  return zipOf(files);
}

/** A book of the given chapters, each the inside of a body. */
export function makeEpub(chapters: readonly string[], extra: Readonly<Record<string, string>> = {}): Uint8Array {
  const files: Record<string, string> = {
    mimetype: "application/epub+zip",
    "META-INF/container.xml": `<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`,
    "OPS/book.opf": `<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Book</dc:title><dc:creator>Ann</dc:creator></metadata><manifest>${chapters.map((_, n) => `<item id="c${n}" href="text/ch%20${n}.xhtml"/>`).join("")}</manifest><spine>${chapters.map((_, n) => `<itemref idref="c${n}"/>`).join("")}</spine></package>`,
    ...extra,
  };
  for (const [n, body] of chapters.entries())
    files[`OPS/text/ch ${n}.xhtml`] =
      `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>${body}</body></html>`;
  return zipOf(files);
}

/** A workbook of the given sheets in a format of SheetJS. */
export function makeWorkbook(
  bookType: "xlsx" | "xlsb" | "biff8" | "ods",
  sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>,
  hidden: readonly string[] = [],
): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  book.Workbook = { Sheets: book.SheetNames.map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })) };
  return new Uint8Array(write(book, { type: "array", bookType, compression: true }) as ArrayBuffer);
}
