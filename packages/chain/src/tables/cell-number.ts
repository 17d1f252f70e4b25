import type { TableCell } from "@ragstone/core";
import { compareExact, parseExact, type ExactNumber } from "./exact-number.js";
import type { TableRow } from "./parse-table.js";

/**
 * The number in a cell, exact; `null` where there is none. A table that stores values says itself which cells are
 * numbers; elsewhere the text is read.
 */
export function cellNumber(row: TableRow, column: number): ExactNumber | null {
  const text = row.cells[column] ?? "";
  if (row.values === null) return parseExact(text);
  const stored = row.values[column];
  return stored?.type === "number" ? storedNumber(stored, text) : null;
}

/** The stored value with the additions of its display: a currency, a unit, a percent sign. */
function storedNumber({ value }: TableCell & { readonly type: "number" }, text: string): ExactNumber | null {
  const [, before = "", after = ""] = /^([^\d]*)\d[\d.,]*([^\d]*)$/u.exec(text) ?? [];
  const unit = { before: before.replace(/[-−(]/gu, "").trimStart(), after: after.replace(")", "").trimEnd() };
  const isPercent = unit.after.trim() === "%";
  const number = decimalOf(value);
  if (number === null) return null;
  // Digits as they are displayed, 2.60 for 2.6, where they say the same; a percent sign that is only text changes nothing.
  const shown = parseExact(text);
  if (shown !== null && compareExact(shown, number) === 0) return shown;
  const stored = { ...number, ...unit };
  return isPercent ? { ...stored, ...hundredfold(number) } : stored;
}

/** The shortest decimal that represents a double. */
function decimalOf(value: number): ExactNumber | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/u.exec(String(value));
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const shift = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction) * (shift > 0 ? 10n ** BigInt(shift) : 1n);
  return { units: sign === "" ? digits : -digits, places: Math.max(-shift, 0), before: "", after: "" };
}

function hundredfold({ units, places }: ExactNumber): Pick<ExactNumber, "units" | "places"> {
  return places >= 2 ? { units, places: places - 2 } : { units: units * 10n ** BigInt(2 - places), places: 0 };
}
