const raised: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "0": "\u2070",
    "1": "\u00B9",
    "2": "\u00B2",
    "3": "\u00B3",
    "4": "\u2074",
    "5": "\u2075",
    "6": "\u2076",
    "7": "\u2077",
    "8": "\u2078",
    "9": "\u2079",
    "+": "\u207A",
    "-": "\u207B",
    "\u2212": "\u207B",
    "\u2013": "\u207B",
    "=": "\u207C",
    "(": "\u207D",
    ")": "\u207E",
    n: "\u207F",
    i: "\u2071",
  }),
);

/**
 * Superscript text with the superscripts of Unicode for exponents: `m²`, `10⁻³`, `2ⁿ`. Ordinals and other words
 * (`1st`) stay as they are.
 */
export function raisedText(text: string): string {
  const characters = Array.from(text);
  if (text.length === 1 || (/\d/.test(text) && characters.every((character) => raised.has(character))))
    return characters.map((character) => raised.get(character) ?? character).join("");
  return text.replace(/\d/g, (digit) => raised.get(digit)!);
}
