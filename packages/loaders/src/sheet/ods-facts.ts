import { Parser } from "htmlparser2";
import { noFacts, type SheetFacts } from "./sheet-facts.js";

/** Repeated rows and columns that are counted: what a sheet can have in any program. */
const maxRepeated = 1_048_576;

interface OdsSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly hiddenRows: Set<number>;
  readonly hiddenColumns: Set<number>;
  filteredRows: number;
  valueless: number;
  rows: number;
  columns: number;
}

/** Facts by sheet name of an OpenDocument workbook, from its content part or the flat file. Linear. */
export function odsFacts(content: string): ReadonlyMap<string, SheetFacts> {
  const sheets = new Map<string, OdsSheet>();
  const hiddenStyles = new Set<string>();
  let style = "";
  let sheet: OdsSheet | null = null;
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        if (tag === "style:style") style = attributes["style:name"] ?? "";
        else if (tag === "style:table-properties" && attributes["table:display"] === "false") hiddenStyles.add(style);
        else if (tag === "table:table" && sheet === null) {
          sheet = openSheet(attributes, hiddenStyles);
          sheets.set(sheet.name, sheet);
        } else if (sheet !== null) scanTag(tag, attributes, sheet);
      },
      onclosetag(tag) {
        if (tag === "table:table") sheet = null;
      },
    },
    { xmlMode: true },
  );
  parser.end(content);
  return new Map([...sheets].map(([name, found]) => [name, { ...noFacts, ...found }]));
}

function openSheet(attributes: Readonly<Record<string, string>>, hiddenStyles: ReadonlySet<string>): OdsSheet {
  return {
    name: attributes["table:name"] ?? "",
    isHidden: hiddenStyles.has(attributes["table:style-name"] ?? ""),
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    filteredRows: 0,
    valueless: 0,
    rows: 0,
    columns: 0,
  };
}

function scanTag(tag: string, attributes: Readonly<Record<string, string>>, sheet: OdsSheet): void {
  const visibility = attributes["table:visibility"];
  if (tag === "table:table-row") {
    const repeated = repeats(attributes["table:number-rows-repeated"]);
    if (visibility === "filter") sheet.filteredRows += repeated;
    if (visibility === "collapse") addRange(sheet.hiddenRows, sheet.rows, repeated);
    sheet.rows += repeated;
  } else if (tag === "table:table-column") {
    const repeated = repeats(attributes["table:number-columns-repeated"]);
    if (visibility !== undefined && visibility !== "visible") addRange(sheet.hiddenColumns, sheet.columns, repeated);
    sheet.columns += repeated;
  } else if (tag === "table:table-cell") {
    if (attributes["table:formula"] !== undefined && attributes["office:value-type"] === undefined)
      sheet.valueless += 1;
  }
}

function repeats(attribute: string | undefined): number {
  const number = Number(attribute ?? 1);
  return Number.isSafeInteger(number) && number > 0 ? Math.min(number, maxRepeated) : 1;
}

function addRange(set: Set<number>, start: number, length: number): void {
  for (let at = start; at < Math.min(start + length, maxRepeated); at += 1) set.add(at);
}
