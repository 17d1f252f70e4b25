import { childElements, findElement, localName, parseXml, textOf } from "../xml/xml-tree.js";
import { entryText } from "../zip/entry-text.js";
import { partsOf, relationshipsOf } from "../zip/relationships.js";
import { scanSheetXml, type SheetXml } from "./scan-sheet-xml.js";
import type { SheetFacts } from "./sheet-facts.js";

/** Facts by sheet name. Linear; the text of one part is in memory at a time. */
export function xlsxFacts(path: string, entries: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, SheetFacts> {
  const workbookPart = partsOf(path, entries, "", "officeDocument")[0] ?? "xl/workbook.xml";
  const xml = workbookPart.endsWith(".xml") ? entryText(entries, workbookPart) : null;
  if (xml === null) return new Map();
  const workbook = parseXml(path, xml);
  const targets = new Map(relationshipsOf(path, entries, workbookPart).map(({ id, target }) => [id, target]));
  const scans = new Map<string, SheetXml & { readonly drawn: readonly string[] }>();
  for (const element of childElements(workbook, true)) {
    const { name, ...attributes } = element.attribs;
    const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
    if (localName(element) !== "sheet" || name === undefined || id === undefined) continue;
    const part = targets.get(id) ?? "";
    const sheet = entryText(entries, part);
    if (sheet === null) continue;
    const tables = partsOf(path, entries, part, "table").map((table) => entryText(entries, table) ?? "");
    scans.set(name, { ...scanSheetXml(sheet, tables), drawn: drawnText(path, entries, part) });
  }
  const isRecalculated = /^(?:1|true)$/.test(findElement(workbook, "calcPr")?.attribs["fullCalcOnLoad"] ?? "");
  return withUncomputed(scans, isRecalculated);
}

/**
 * Programs that write formulas without computing them either store no value, or store 0 in every formula and ask for a
 * calculation on load.
 */
function withUncomputed(
  scans: ReadonlyMap<string, SheetXml & { readonly drawn: readonly string[] }>,
  isRecalculated: boolean,
): ReadonlyMap<string, SheetFacts> {
  const onlyZeros = isRecalculated && [...scans.values()].every(({ computed }) => computed === 0);
  return new Map(
    [...scans].map(([name, { zeros, valueless, ...facts }]) => {
      const placeholders = new Set(onlyZeros ? zeros : []);
      return [name, { ...facts, valueless: valueless + placeholders.size, placeholders, isHidden: null }];
    }),
  );
}

/** Text of the shapes and charts that are drawn on a sheet, a paragraph each. */
function drawnText(path: string, entries: ReadonlyMap<string, Uint8Array>, sheet: string): string[] {
  const drawings = partsOf(path, entries, sheet, "drawing");
  const parts = drawings.flatMap((drawing) => [drawing, ...partsOf(path, entries, drawing, "chart")]);
  return parts.flatMap((part) => {
    const xml = entryText(entries, part);
    if (xml === null || !/<(?:\w+:)?t[\s>]/.test(xml)) return [];
    return [...childElements(parseXml(path, xml), true)]
      .filter((element) => localName(element) === "p")
      .map((paragraph) => textOf(paragraph).replace(/\s+/g, " ").trim())
      .filter((text) => text !== "");
  });
}
