/** A number in full, without an exponent, to the 15 digits that spreadsheets keep; integers keep all of theirs. */
export function plainDecimal(value: number): string {
  const shortest = Number.isSafeInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
  const [mantissa = "", exponent] = shortest.split("e");
  return exponent === undefined ? shortest : shiftPoint(mantissa, Number(exponent));
}

/** Moves the decimal point of a decimal to the right, or to the left if negative. */
export function shiftPoint(decimal: string, places: number): string {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const digits = whole + fraction;
  const point = whole.length + places;
  const left = digits
    .slice(0, Math.max(point, 0))
    .padEnd(point, "0")
    .replace(/^0+(?=\d)/, "");
  const right = ("0".repeat(Math.max(-point, 0)) + digits.slice(Math.max(point, 0))).replace(/0+$/, "");
  return `${sign}${left === "" ? "0" : left}${right === "" ? "" : `.${right}`}`;
}
