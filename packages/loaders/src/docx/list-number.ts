/** Larger numbers are written in digits: letters and Roman numerals grow without end. */
const maxLettered = 780;
const maxRoman = 3999;

const romanDigits: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

/** A number in a format of Word's lists (ECMA-376 part 1, section 17.18.59); in digits for those of other scripts. */
export function listNumber(number: number, format: string): string {
  switch (format) {
    case "lowerLetter":
      return lettered(number);
    case "upperLetter":
      return lettered(number).toUpperCase();
    case "lowerRoman":
      return roman(number);
    case "upperRoman":
      return roman(number).toUpperCase();
    case "decimalZero":
      return String(number).padStart(2, "0");
    default:
      return String(number);
  }
}

/** a to z, then aa to zz with both letters the same. */
function lettered(number: number): string {
  if (number < 1 || number > maxLettered) return String(number);
  return String.fromCharCode(0x61 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}

function roman(number: number): string {
  if (number < 1 || number > maxRoman) return String(number);
  let rest = number;
  let text = "";
  for (const [value, digits] of romanDigits) {
    for (; rest >= value; rest -= value) text += digits;
  }
  return text;
}
