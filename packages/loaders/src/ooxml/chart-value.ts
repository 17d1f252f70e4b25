import { plainDecimal, shiftPoint } from "../sheet/plain-decimal.js";

const dayMs = 86_400_000;

/**
 * A stored value of a chart as its readers see it: dates in ISO 8601 as far as the format shows them, percentages with
 * their sign, other numbers in full to the 15 digits that spreadsheets keep.
 *
 * @param format - number format of the value, for example `0%` or `mmm yy`
 */
export function chartValue(stored: string, format: string): string {
  const value = Number(stored);
  if (stored === "" || !Number.isFinite(value)) return stored;
  const code = format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "").toLowerCase();
  if (/y|d/.test(code) && value >= 1) return dateText(value, code) ?? stored;
  const exact = plainDecimal(value);
  return code.includes("%") ? `${shiftPoint(exact, 2)}%` : exact;
}

function dateText(serial: number, code: string): string | null {
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * dayMs);
  if (Number.isNaN(date.getTime())) return null;
  const iso = date.toISOString().slice(0, 10);
  if (code.includes("d")) return iso;
  return code.includes("m") ? iso.slice(0, 7) : iso.slice(0, 4);
}
