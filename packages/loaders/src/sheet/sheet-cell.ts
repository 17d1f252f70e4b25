import type { CellObject } from "@e965/xlsx";
import type { CellValue } from "@ragstone/core";
import type { CellContext } from "./cell-context.js";
import { exactDisplay } from "./exact-display.js";
import { aroundGeneral, formatNumber, maskQuotedDigits, unquotedFormat } from "./format-number.js";
import { plainDecimal } from "./plain-decimal.js";

/** Numbers from here on, and below the other one, have an exponent in the text. */
const mostDecimal = 1e22;
const leastDecimal = 1e-20;

/** A cell as one line of text, with its stored value where that is not the text itself. */
export interface SheetCell {
  readonly text: string;
  readonly value: CellValue | null;
  /** Characters of a value that the format does not show. */
  readonly unshown: number;
}

/** Reads a cell: the display where it only formats the stored value, and the stored value where it rounds. */
export function sheetCell(cell: CellObject | undefined, context: CellContext): SheetCell {
  if (cell === undefined) return textCell("");
  const { t: type, v: stored, w: shown, z = "General" } = cell;
  const format = String(z);
  if (type === "n" && typeof stored === "number") {
    if (isDateFormat(format, context)) return dateCell(stored, shown ?? "", format, context);
    return numberCell(stored, shown, format, context);
  }
  if (type === "b" && typeof stored === "boolean")
    return { ...textCell(shown ?? String(stored)), value: { type: "boolean", value: stored } };
  if (type === "s" && shown === "" && /^[^;]*;[^;]*;[^;]*;$|^;;;/.test(format))
    return { ...textCell(""), unshown: oneLine(String(stored ?? "")).length };
  const text = (shown ?? "") === "" && stored !== undefined ? stored : (shown ?? "");
  return textCell(text instanceof Date ? text.toISOString() : String(text));
}

function textCell(text: string): SheetCell {
  return { text: oneLine(text), value: null, unshown: 0 };
}

/** Words for a number, such as `yes` for 1, are text; a dash for 0 is the number. */
function numberCell(stored: number, shown: string | undefined, format: string, context: CellContext): SheetCell {
  const exact = plainDecimal(stored);
  const size = Math.abs(stored);
  // As decimals, such values are little but zeros, which no display of a program shows either.
  if (size >= mostDecimal || (size > 0 && size < leastDecimal))
    return { text: scientific(stored), value: { type: "number", value: stored }, unshown: 0 };
  const general = aroundGeneral(format, exact);
  if (general !== null) return { text: oneLine(general), value: { type: "number", value: Number(exact) }, unshown: 0 };
  const display = oneLine(shown ?? formatNumber(stored, format, context) ?? exact);
  const hasDigits = /[0#?]/.test(unquotedFormat(format));
  if (display === "" && !hasDigits) return { ...textCell(""), unshown: exact.length };
  const mask = maskQuotedDigits(format);
  const masked = mask === null ? display : oneLine(formatNumber(stored, mask, context) ?? display);
  const shownNumber = { display, masked: masked.length === display.length ? masked : display };
  const text = hasDigits && isRoundedAway(stored, masked) ? exact : exactDisplay(stored, shownNumber);
  const isNumber = /\d/.test(text) || !/\p{L}/u.test(text);
  return { text, value: isNumber ? { type: "number", value: Number(exact) } : null, unshown: 0 };
}

/** A number with the 15 digits that spreadsheets keep, such as `3E+104`. */
function scientific(value: number): string {
  return String(Number(value.toPrecision(15))).replace("e", "E");
}

/** Whether a display has no digit because the value rounds to nothing: neither a word nor a dash for zero. */
function isRoundedAway(stored: number, masked: string): boolean {
  if (/\d/.test(masked)) return false;
  return stored === 0 ? !/[\p{L}\p{S}\p{Pd}]/u.test(masked) : Math.abs(stored) < 1 || !/[\p{L}\p{S}]/u.test(masked);
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
  const iso = namesDay(format) ? isoOf(stored, context) : null;
  // SheetJS prints the codes of eras; the year is left without one.
  const display = shown === "" || /g/i.test(unquotedFormat(format)) ? formatNumber(stored, format, context) : shown;
  const text = (display ?? "") === "" ? (iso ?? plainDecimal(stored)) : (display ?? "");
  return { ...textCell(text), value: iso === null ? null : { type: "date", value: iso } };
}

function namesDay(format: string): boolean {
  const codes = unquotedFormat(format);
  return !/\[[hms]+\]/i.test(format) && (/[yde]|mmm/i.test(codes) || (/m/i.test(codes) && !/[hs]/i.test(codes)));
}

function isoOf(stored: number, { formats, date1904 }: CellContext): string | null {
  // Day 0 is no date, and day 60 is 29 February 1900, which there never was.
  if (!date1904 && (stored < 1 || Math.floor(stored) === 60)) return null;
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
