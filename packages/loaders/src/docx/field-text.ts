import { symbolText } from "./symbol-text.js";

/**
 * The text of a field that the file keeps no result for, from its instruction (ECMA-376 part 1, section 17.16): Word
 * shows these fields itself. Empty for other fields.
 */
export function fieldText(instruction: string): string {
  const [, name = "", rest = ""] = /^\s*(\S+)\s*([^]*)$/.exec(instruction) ?? [];
  switch (name.toUpperCase()) {
    case "EQ":
      return equation(rest);
    case "MACROBUTTON":
    case "GOTOBUTTON":
      return rest.replace(/^\S+\s*/, "").trim();
    case "SYMBOL":
      return symbol(rest);
    case "QUOTE":
      return /^"([^"]*)"/.exec(rest)?.[1] ?? "";
    default:
      return "";
  }
}

/** The letters of an equation field, its switches left out: `\f(1,2)` gives `1/2`. */
function equation(code: string): string {
  return code
    .replace(/\\f\(([^(),;]*)[,;]([^(),;]*)\)/gi, "$1/$2")
    .replace(/\\\*\s*(?:"[^"]*"|\S+)\s*/g, "")
    .replace(/\\[a-z]+\d*\s*(?:\d+\s*)?(?=[\\(])/gi, "")
    .replace(/^\(([^()]*)\)$/, "$1")
    .trim();
}

function symbol(code: string): string {
  const [, number = ""] = /^(0x[0-9a-f]+|\d+)/i.exec(code) ?? [];
  const font = /\\f\s+(?:"([^"]+)"|(\S+))/i.exec(code);
  const codePoint = Number(number);
  return number === "" || codePoint > 0xffff
    ? ""
    : symbolText(font?.[1] ?? font?.[2] ?? null, String.fromCharCode(codePoint));
}
