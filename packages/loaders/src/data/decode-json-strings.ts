const quote = 34;
const backslash = 92;
const lineFeed = 10;

/** Characters of short escapes by their letter; backspace and form feed separate words. */
const shortEscapes: ReadonlyMap<number, number> = new Map(
  Object.entries({ b: " ", f: " ", n: "\n", r: "\r", t: "\t" }).map(([letter, character]) => [
    letter.charCodeAt(0),
    character.charCodeAt(0),
  ]),
);

/** Code units that become text at once. */
const unitsAtOnce = 8192;

/** Decodes the escapes in the strings of a piece of JSON that begins outside of strings. Linear; two bytes a character. */
export function decodeJsonStrings(json: string): string {
  if (!json.includes("\\")) return json;
  const units = new Uint16Array(json.length);
  let length = 0;
  let isString = false;
  for (let at = 0; at < json.length; at += 1) {
    let code = json.charCodeAt(at);
    if (isString && code === backslash && at + 1 < json.length) {
      at += 1;
      code = json.charCodeAt(at);
      const hex = code === 117 ? hexUnit(json, at + 1) : null;
      if (hex !== null) at += 4;
      code = hex ?? shortEscapes.get(code) ?? code;
    } else if (code === quote) isString = !isString;
    else if (code === lineFeed) isString = false;
    units[length] = code;
    length += 1;
  }
  return textOf(units.subarray(0, length));
}

/** The code unit of four hexadecimal digits; `null` if they are none. */
function hexUnit(json: string, at: number): number | null {
  const digits = json.slice(at, at + 4);
  return /^[\da-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : null;
}

function textOf(units: Uint16Array): string {
  const parts: string[] = [];
  for (let at = 0; at < units.length; at += unitsAtOnce)
    parts.push(String.fromCharCode(...units.subarray(at, at + unitsAtOnce)));
  return parts.join("");
}
