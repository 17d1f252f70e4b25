import type { CellObject, SSF } from "@e965/xlsx";
import type { CellValue } from "@ragstone/core";
import { exactDisplay } from "./exact-display.js";
import { plainDecimal } from "./plain-decimal.js";

/** Context for reading the cells of a workbook. */
export interface CellContext {
  /** SheetJS's number formats. */
  readonly formats: typeof SSF;
  /** Whether days are counted from 1904. */
  readonly date1904: boolean;
}

/** A cell as one line of text, with its stored value where that is not the text itself. */
export interface SheetCell {
  readonly text: string;
  readonly value: CellValue | null;
}

/** Reads a cell: the display where it only formats the stored value, and the stored value where it rounds. */
export function sheetCell(cell: CellObject | undefined, context: CellContext): SheetCell {
  if (cell === undefined) return { text: "", value: null };
  const { t: type, v: stored, w: shown = "", z = "General" } = cell;
  const format = String(z);
  if (type === "n" && typeof stored === "number") {
    if (isDateFormat(format, context)) return dateCell(stored, shown, format, context);
    const text = oneLine(exactDisplay(stored, shown, format));
    return { text, value: /\d/.test(text) ? { type: "number", value: Number(plainDecimal(stored)) } : null };
  }
  if (type === "b" && typeof stored === "boolean")
    return { text: oneLine(shown === "" ? String(stored) : shown), value: { type: "boolean", value: stored } };
  const text = shown === "" && stored !== undefined ? (stored instanceof Date ? stored.toISOString() : stored) : shown;
  return { text: oneLine(String(text)), value: null };
}

function isDateFormat(format: string, { formats }: CellContext): boolean {
  try {
    return formats.is_date(format);
  } catch {
    return false;
  }
}

/** Times of day and durations are text: they name no day. */
function dateCell(stored: number, shown: string, format: string, context: CellContext): SheetCell {
  const iso = /\[[hms]+\]/i.test(format) || !/[yd]/i.test(format) ? null : isoOf(stored, context);
  const text = shown === "" ? (formatted(stored, format, context) ?? iso ?? String(stored)) : shown;
  return { text: oneLine(text), value: iso === null ? null : { type: "date", value: iso } };
}

/** SheetJS fails on a full stop between the fields of a date unless it is escaped: `dd.mm.yyyy`. */
function formatted(stored: number, format: string, { formats, date1904 }: CellContext): string | null {
  try {
    return formats.format(format.replace(/(?<=[a-z])\.(?!0)/gi, "\\."), stored, { date1904 }) as string;
  } catch {
    return null;
  }
}

function isoOf(stored: number, { formats, date1904 }: CellContext): string | null {
  if (stored < 1) return null;
  const code = formats.parse_date_code(stored, { date1904 }) as {
    readonly y: number;
    readonly m: number;
    readonly d: number;
    readonly H: number;
    readonly M: number;
    readonly S: number;
  } | null;
  if (code === null) return null;
  const two = (part: number): string => String(Math.floor(part)).padStart(2, "0");
  const day = `${String(code.y).padStart(4, "0")}-${two(code.m)}-${two(code.d)}`;
  return Number.isInteger(stored) ? day : `${day}T${two(code.H)}:${two(code.M)}:${two(code.S)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
