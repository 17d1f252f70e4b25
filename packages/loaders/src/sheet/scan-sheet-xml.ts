import { Parser } from "htmlparser2";
import { decodeRange, isInside, type CellRange } from "./cell-range.js";
import type { SheetFacts } from "./sheet-facts.js";

/** What the XML of a sheet says beyond the values of its cells. */
export interface SheetXml extends Pick<SheetFacts, "hiddenRows" | "hiddenColumns" | "filteredRows"> {
  /** Formulas without a stored value. */
  readonly valueless: number;
  /** Formulas that store 0, as `B5`. */
  readonly zeros: readonly string[];
  /** Formulas that store another value. */
  readonly computed: number;
}

interface Formula {
  readonly reference: string;
  readonly type: string | undefined;
  value: string;
}

/** Columns of a sheet (ECMA-376: XFD). */
const maxColumns = 16_384;

/**
 * Scans the XML of a sheet. Linear.
 *
 * @param tables - XML of the tables on the sheet, which have filters of their own
 */
export function scanSheetXml(xml: string, tables: readonly string[]): SheetXml {
  const hidden: number[] = [];
  const hiddenColumns = new Set<number>();
  let valueless = 0;
  const zeros: string[] = [];
  let computed = 0;
  let row = -1;
  let cell: Record<string, string> = {};
  let formula: Formula | null = null;
  let isValue = false;
  const finishFormula = ({ reference, type, value }: Formula): void => {
    if (value === "" && type !== "str") valueless += 1;
    else if (value === "0") zeros.push(reference);
    else computed += 1;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const tag = localPart(name);
        if (tag === "c") cell = attributes;
        else if (tag === "f") formula = { reference: cell["r"] ?? "", type: cell["t"], value: "" };
        else if (tag === "v") isValue = true;
        else if (tag === "row") {
          row = attributes["r"] === undefined ? row + 1 : Number(attributes["r"]) - 1;
          if (isTrue(attributes["hidden"])) hidden.push(row);
        } else if (tag === "col" && isTrue(attributes["hidden"]))
          for (let at = Number(attributes["min"]); at <= Math.min(Number(attributes["max"]), maxColumns); at += 1)
            hiddenColumns.add(at - 1);
      },
      ontext(text) {
        if (isValue && formula !== null) formula.value += text;
      },
      onclosetag(name) {
        const tag = localPart(name);
        if (tag === "v") isValue = false;
        if (tag !== "c" || formula === null) return;
        finishFormula(formula);
        formula = null;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  const filters = [xml, ...tables].flatMap(activeFilters);
  const isFiltered = (at: number): boolean => filters.some((filter) => isInside(filter, at));
  const hiddenRows = new Set(hidden.filter((at) => !isFiltered(at)));
  return { hiddenRows, hiddenColumns, filteredRows: hidden.length - hiddenRows.size, valueless, zeros, computed };
}

/** Ranges of the filters that have criteria. */
function activeFilters(xml: string): CellRange[] {
  const filters: CellRange[] = [];
  let range: CellRange | null = null;
  const start = xml.search(/<(?:\w+:)?autoFilter[\s>]/);
  if (start === -1) return filters;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const tag = localPart(name);
        if (tag === "autoFilter") range = decodeRange(attributes["ref"] ?? "");
        else if (tag === "filterColumn" && range !== null) {
          filters.push(range);
          range = null;
        }
      },
    },
    { xmlMode: true },
  );
  parser.end(xml.slice(start));
  return filters;
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

function localPart(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
