import type { Element } from "domhandler";
import { attributeOf, childElements, childNamed, childrenNamed, localName, textOf } from "../xml/xml-tree.js";
import { raisedText } from "./raised-text.js";

/** One symbol, number or name, which needs no parentheses. */
const simple = /^(?:[\p{L}\p{N}\p{M}.,%\u00B0\u2032\u221E]*|.)$/u;

/**
 * An equation of Office, or a paragraph of them (`m:oMath`, `m:oMathPara`, ECMA-376 part 1, section 22.1) on one line, in the notation of Unicode Technical
 * Note 28: `F=3P/100`, `x²`, `∑_(i=1)^n x_i`, `√(a+b)`. Matrices are rows separated by `; `.
 */
export function equationText(equation: Element): string {
  const text =
    localName(equation) === "oMathPara" ? childrenNamed(equation, "oMath").map(inner).join("; ") : inner(equation);
  return text.replace(/\s+/g, " ").trim();
}

const writers: Readonly<Record<string, (element: Element) => string>> = {
  t: (element) => textOf(element),
  br: () => " ",
  delText: () => "",
  del: () => "",
  moveFrom: () => "",
  eqArr: (element) =>
    childrenNamed(element, "e")
      .map((line) => inner(line).replaceAll("&", ""))
      .join("; "),
  f: fraction,
  sSup: (element) => grouped(part(element, "e")) + superscript(part(element, "sup")),
  sSub: (element) => grouped(part(element, "e")) + subscript(part(element, "sub")),
  sSubSup: (element) =>
    grouped(part(element, "e")) + subscript(part(element, "sub")) + superscript(part(element, "sup")),
  sPre: (element) => subscript(part(element, "sub")) + superscript(part(element, "sup")) + part(element, "e"),
  nary: (element) =>
    [
      property(element, "chr") ?? "\u222B",
      subscript(part(element, "sub")),
      superscript(part(element, "sup")),
      ` ${part(element, "e")}`,
    ].join(""),
  rad: (element) => `${raisedText(part(element, "deg"))}\u221A${grouped(part(element, "e"))}`,
  d: delimited,
  func: (element) => {
    const argument = part(element, "e");
    return `${part(element, "fName").trim()}${argument.startsWith("(") ? "" : " "}${argument}`;
  },
  limLow: (element) => part(element, "e") + subscript(part(element, "lim")),
  limUpp: (element) => part(element, "e") + superscript(part(element, "lim")),
  acc: (element) => grouped(part(element, "e")) + (property(element, "chr") ?? "\u0302"),
  bar: (element) => grouped(part(element, "e")) + (property(element, "pos") === "top" ? "\u0305" : "\u0332"),
  m: (element) =>
    childrenNamed(element, "mr")
      .map((row) => childrenNamed(row, "e").map(inner).join(", "))
      .join("; "),
};

function inner(container: Element): string {
  let text = "";
  for (const element of childElements(container)) {
    const name = localName(element);
    if (name.endsWith("Pr")) continue;
    const write = Object.hasOwn(writers, name) ? writers[name] : undefined;
    text += write === undefined ? inner(element) : write(element);
  }
  return text;
}

function fraction(element: Element): string {
  const [above, below] = [part(element, "num"), part(element, "den")];
  // Without a bar it is a binomial coefficient or a stack.
  if (property(element, "type") === "noBar") return `${above}\u00A6${below}`;
  return `${grouped(above)}/${grouped(below)}`;
}

function delimited(element: Element): string {
  const separator = property(element, "sepChr") ?? "|";
  const contents = childrenNamed(element, "e").map(inner).join(separator);
  return `${property(element, "begChr") ?? "("}${contents}${property(element, "endChr") ?? ")"}`;
}

function part(element: Element, name: string): string {
  const child = childNamed(element, name);
  return child === null ? "" : inner(child);
}

/** A property of an equation's part, such as `m:dPr/m:begChr`; its value may be empty. */
function property(element: Element, name: string): string | null {
  const properties = childNamed(element, `${localName(element)}Pr`);
  const found = properties === null ? null : childNamed(properties, name);
  return found === null ? null : attributeOf(found, "val");
}

function superscript(text: string): string {
  // Primes and degrees are raised already.
  if (/^[\u2032-\u2034\u00B0]*$/.test(text)) return text;
  if (text === "\u2218") return "\u00B0";
  const superscripts = raisedText(text);
  return /^[\u2070\u00B9\u00B2\u00B3\u2071-\u207F]+$/.test(superscripts) ? superscripts : `^${grouped(text)}`;
}

function subscript(text: string): string {
  return text === "" ? "" : `_${grouped(text)}`;
}

/** In parentheses unless it is one symbol or has them. */
function grouped(text: string): string {
  const trimmed = text.trim();
  return simple.test(trimmed) || /^\([^()]*\)$/.test(trimmed) ? trimmed : `(${trimmed})`;
}
