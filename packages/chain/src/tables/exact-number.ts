/**
 * A decimal number as an integer of its smallest places, so that sums are exact, with the text around it.
 */
export interface ExactNumber {
  readonly units: bigint;
  readonly places: number;
  /** Currency sign before it. */
  readonly before: string;
  /** Percent sign or unit after it, with its space. */
  readonly after: string;
}

/** Reads a whole cell such as `1,200.20`, `$5`, `-3 kg` or `40 %`; `null` for anything else. */
export function parseExact(cell: string): ExactNumber | null {
  const match = /^([-−]?)([$€£¥]?)\s?([-−]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,9}))?(\s?(?:%|\p{L}{1,4}))?$/u.exec(
    cell,
  );
  if (match === null) return null;
  const [, first = "", before = "", second = "", whole = "", fraction = "", after = ""] = match;
  if (first !== "" && second !== "") return null;
  const units = BigInt(whole.replaceAll(",", "") + fraction);
  return { units: first + second === "" ? units : -units, places: fraction.length, before, after };
}

/** Whether numbers count the same thing, so that they may be added and compared. */
export function sameUnit(left: ExactNumber, right: ExactNumber): boolean {
  return left.before === right.before && left.after.trim() === right.after.trim();
}

/** The sum, written as the first is. */
export function addExact(left: ExactNumber, right: ExactNumber): ExactNumber {
  const places = Math.max(left.places, right.places);
  return { ...left, units: scaled(left, places) + scaled(right, places), places };
}

/** Below, at or above 0 as `left` is below, at or above `right`. */
export function compareExact(left: ExactNumber, right: ExactNumber): number {
  const places = Math.max(left.places, right.places);
  const difference = scaled(left, places) - scaled(right, places);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

export function formatExact({ units, places, before, after }: ExactNumber): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return `${units < 0n ? "-" : ""}${before}${text}${after}`;
}

/** A whole share of a number, to 12 digits at most, without zeros at the end. */
export function formatShare(number: ExactNumber, share: number): string {
  const value = Number(formatExact({ ...number, before: "", after: "" })) / share;
  return `${value < 0 ? "-" : ""}${number.before}${Number(Math.abs(value).toPrecision(12))}${number.after}`;
}

function scaled({ units, places }: ExactNumber, to: number): bigint {
  return units * 10n ** BigInt(to - places);
}
