import { plainDecimal, shiftPoint } from "./plain-decimal.js";

/**
 * The text of a numeric cell with nothing of its stored value lost. The display is kept where it differs from the value
 * in its form only (currency, thousands, percent, leading zeros); where it rounds, the digits of the value replace the
 * displayed ones.
 *
 * @param shown - the cell as the program shows it, for example `$1,234.57` or `33%`
 * @param format - its number format, for example `0%`
 */
export function exactDisplay(value: number, shown: string, format: string): string {
  const exact = plainDecimal(value);
  const display = shown.trim();
  if (display === "" || !/\d/.test(display)) return display;
  if (digitsOf(display) === digitsOf(exact)) return display;
  const numbers = [...display.matchAll(/\d[\d,]*(?:\.\d+)?(?:E[+-]?\d+)?/g)];
  const [number] = numbers;
  // Formats ending in a comma show thousands: the text around the digits belongs to another number.
  if (number === undefined || numbers.length > 1 || /[0#],+(?:[^0#]|$)/.test(unquoted(format))) return exact;
  const scaled = display.includes("%") ? shiftPoint(exact, 2) : exact;
  const isNegative = scaled.startsWith("-");
  const magnitude = isNegative ? scaled.slice(1) : scaled;
  if (isNegative !== /[-−(]/.test(display.slice(0, number.index))) return exact;
  if (Number(number[0].replaceAll(",", "")) === Number(magnitude)) return number[0].includes("E") ? exact : display;
  const digits = number[0].includes(",") ? grouped(magnitude) : magnitude;
  return display.slice(0, number.index) + digits + display.slice(number.index + number[0].length);
}

function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const parts = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? parts : `${parts}.${fraction}`;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

function unquoted(format: string): string {
  return format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
}
