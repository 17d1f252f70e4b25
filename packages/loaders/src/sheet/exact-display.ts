import { plainDecimal, shiftPoint } from "./plain-decimal.js";

/** A numeric cell as the program shows it. */
export interface ShownNumber {
  /** For example `$1,234.57`, `33%` or `Q3`. */
  readonly display: string;
  /** The display with other characters in place of digits that the format quotes: of the same length. */
  readonly masked: string;
}

/**
 * The text of a numeric cell with nothing of its stored value lost. The display is kept where it differs from the value
 * in its form only (currency, thousands, percent, leading zeros); where it rounds, the digits of the value replace the
 * displayed ones.
 */
export function exactDisplay(value: number, { display, masked }: ShownNumber): string {
  const exact = plainDecimal(value);
  if (!/\d/.test(masked)) return display;
  const isNegative = exact.startsWith("-");
  if (isNegative && !/[-−(]/.test(masked)) return exact;
  if (digitsOf(masked) === digitsOf(exact)) return display;
  const scaled = masked.includes("%") ? shiftPoint(exact, 2) : exact;
  const magnitude = isNegative ? scaled.slice(1) : scaled;
  if (isShownInFull(masked, magnitude)) return display;
  const numbers = [...masked.matchAll(/(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:E[+-]?\d+)?/g)];
  const [number] = numbers;
  if (number === undefined || numbers.length > 1) return exact;
  if (isNegative !== /[-−(]/.test(masked.slice(0, number.index))) return exact;
  if (number[0].includes("E") && Number(number[0].replaceAll(",", "")) === Number(magnitude)) return exact;
  // Formats that show thousands or millions: the text around the digits belongs to another number.
  if (!isRounded(number[0], Number(magnitude))) return exact;
  const digits = number[0].includes(",") ? grouped(magnitude) : magnitude;
  return display.slice(0, number.index) + digits + display.slice(number.index + number[0].length);
}

/** Whether the one number in a text equals a decimal, with a point or a comma before its fraction. */
function isShownInFull(text: string, magnitude: string): boolean {
  const numbers = text.match(/\d(?:[.,'’\u00A0\u202F ]?\d)*/g) ?? [];
  const [number] = numbers;
  if (number === undefined || numbers.length > 1 || /\dE[+-]?\d/.test(text)) return false;
  return [".", ","].some((point) => {
    const [whole = "", ...fraction] = number.split(point);
    return (
      fraction.length < 2 &&
      isSameNumber(Number(`${digitsOf(whole)}.${digitsOf(fraction.join(""))}`), Number(magnitude))
    );
  });
}

/**
 * What sums of decimals miss their result by in binary arithmetic, as a share and at most: 38.25 - 38.5 is stored as
 * -0.250000000000002. The last digit of a long integer is no noise.
 */
const arithmeticNoise = { share: 1e-12, most: 1e-9 };

function isSameNumber(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.min(arithmeticNoise.share * Math.abs(other), arithmeticNoise.most);
}

/** Whether a number in a text is another one with fewer digits, or with those cut off. */
function isRounded(shown: string, value: number): boolean {
  const plain = shown.replaceAll(",", "");
  const decimals = /\.(\d+)/.exec(plain)?.[1]?.length ?? 0;
  return Math.abs(Number(plain) - value) <= 10 ** -decimals;
}

function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const parts = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? parts : `${parts}.${fraction}`;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}
