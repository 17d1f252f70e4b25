import { zipOf } from "./make-office.js";

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A sheet as XML: rows, and what comes before and after them. */
export interface SheetSpec {
  /** `<row>` elements; {@link cell} writes cells. */
  readonly rows: string;
  readonly before?: string;
  readonly after?: string;
  /** Text of a box that is drawn on the sheet. */
  readonly box?: string;
}

/** A workbook in raw XML, for parts that SheetJS does not write. `formats` are codes or built-in ids, by style. */
export function makeXlsx(
  sheets: Readonly<Record<string, SheetSpec>>,
  { formats = [], workbook = "" }: { readonly formats?: readonly (string | number)[]; readonly workbook?: string } = {},
): Uint8Array {
  const names = Object.keys(sheets);
  const files: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": rels([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook ${main} xmlns:r="${relations}"><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets>${workbook}</workbook>`,
    "xl/_rels/workbook.xml.rels": rels([
      ...names.map((_, at): [string, string, string] => [`rId${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`]),
      ["rIdS", "styles", "styles.xml"],
    ]),
    "xl/styles.xml": stylesOf(formats),
  };
  for (const [at, name] of names.entries()) {
    const { rows, before = "", after = "", box } = sheets[name]!;
    files[`xl/worksheets/sheet${at + 1}.xml`] =
      `<worksheet ${main}>${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
    if (box === undefined) continue;
    files[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`] = rels([["rId1", "drawing", `../drawings/drawing${at}.xml`]]);
    files[`xl/drawings/drawing${at}.xml`] =
      `<xdr:wsDr xmlns:xdr="x" xmlns:a="a"><xdr:sp><xdr:txBody><a:p><a:r><a:t>${box}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>`;
  }
  return zipOf(files);
}

/** A cell; text is stored inline. */
export function cell(reference: string, value: string | number | null, attributes = "", formula = ""): string {
  if (typeof value === "string") return `<c r="${reference}" t="inlineStr" ${attributes}><is><t>${value}</t></is></c>`;
  const stored = value === null ? "" : `<v>${value}</v>`;
  return `<c r="${reference}" ${attributes}>${formula === "" ? "" : `<f>${formula}</f>`}${stored}</c>`;
}

/** Rows of values from A1. */
export function rowsOf(values: readonly (readonly (string | number | null)[])[]): string {
  const letters = "ABCDEFGHIJ";
  return values
    .map(
      (row, r) =>
        `<row r="${r + 1}">${row.map((value, c) => (value === null ? "" : cell(`${letters[c]}${r + 1}`, value))).join("")}</row>`,
    )
    .join("");
}

function rels(targets: readonly (readonly [string, string, string])[]): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${relations}/${kind}" Target="${target}"/>`).join("")}</Relationships>`;
}

function stylesOf(formats: readonly (string | number)[]): string {
  const escape = (code: string) => code.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const ids = formats.map((format, at) => (typeof format === "number" ? format : 164 + at));
  const codes = formats.flatMap((format, at) =>
    typeof format === "number" ? [] : [`<numFmt numFmtId="${164 + at}" formatCode="${escape(format)}"/>`],
  );
  return `<styleSheet ${main}><numFmts count="${codes.length}">${codes.join("")}</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${ids.length + 1}"><xf numFmtId="0"/>${ids.map((id) => `<xf numFmtId="${id}" applyNumberFormat="1"/>`).join("")}</cellXfs></styleSheet>`;
}
