import { isTag } from "domhandler";
import { expect, it } from "vitest";
import { parseXml } from "../xml/xml-tree.js";
import { equationText } from "./equation-text.js";

const r = (text: string) => `<m:r><m:t xml:space="preserve">${text}</m:t></m:r>`;
const e = (content: string, name = "e") => `<m:${name}>${content}</m:${name}>`;
const box = (name: string, content: string, properties = "") =>
  `<m:${name}><m:${name}Pr>${properties}<m:ctrlPr><w:rPr/></m:ctrlPr></m:${name}Pr>${content}</m:${name}>`;
const fraction = (above: string, below: string, properties = "") =>
  box("f", e(above, "num") + e(below, "den"), properties);
const power = (base: string, exponent: string) => box("sSup", e(base) + e(exponent, "sup"));
const brackets = (content: string, properties = "") => box("d", content, properties);
const rows = (...lines: string[][]) =>
  box("m", lines.map((cells) => e(cells.map((cell) => e(r(cell))).join(""), "mr")).join(""));

function text(content: string, name = "oMath"): string {
  const [root] = parseXml("a", `<m:${name}>${content}</m:${name}>`).children;
  return root !== undefined && isTag(root) ? equationText(root) : "";
}

it("separates the equations of a paragraph", () => {
  expect(text(`<m:oMathParaPr/><m:oMath>${r("a=b")}</m:oMath><m:oMath>${r("c=d")}</m:oMath>`, "oMathPara")).toBe(
    "a=b; c=d",
  );
});

it.each([
  ["primes and degrees", power(r("f"), r("\u2032")) + r("=") + power(r("90"), r("\u2218")), "f\u2032=90\u00B0"],
  ["a fraction", r("F=") + fraction(r("3P"), r("100")), "F=3P/100"],
  ["a fraction of sums", fraction(r("a+b"), power(r("c"), r("2"))), "(a+b)/c²"],
  ["a binomial coefficient", brackets(e(fraction(r("n"), r("k"), '<m:type m:val="noBar"/>'))), "(n¦k)"],
  [
    "powers",
    power(r("x"), r("2")) + r("+") + power(r("x+1"), r("n")) + r("+") + power(r("e"), r("i\u03C0x")),
    "x²+(x+1)ⁿ+e^i\u03C0x",
  ],
  ["a power of a sum", power(r("e"), r("a+b")), "e^(a+b)"],
  [
    "subscripts",
    box("sSub", e(r("v")) + e(r("0"), "sub")) + box("sSubSup", e(r("x")) + e(r("i"), "sub") + e(r("2"), "sup")),
    "v_0x_i²",
  ],
  [
    "a sum",
    box("nary", e(r("i=1"), "sub") + e(r("n"), "sup") + e(r("i")), '<m:chr m:val="\u2211"/>'),
    "\u2211_(i=1)ⁿ i",
  ],
  ["an integral", box("nary", e(r("0"), "sub") + e(r("\u221E"), "sup") + e(r("f(x)dx"))), "\u222B_0^\u221E f(x)dx"],
  ["roots", box("rad", e("", "deg") + e(r("a+b"))) + box("rad", e(r("3"), "deg") + e(r("8"))), "\u221A(a+b)³\u221A8"],
  [
    "a function",
    box("func", e(r("sin"), "fName") + e(r("x"))) + box("func", e(r("f"), "fName") + e(brackets(e(r("x"))))),
    "sin xf(x)",
  ],
  [
    "a limit",
    box("func", e(box("limLow", e(r("lim")) + e(r("x\u21920"), "lim")), "fName") + e(r("x"))),
    "lim_(x\u21920) x",
  ],
  ["a matrix", brackets(e(rows(["a", "b"], ["c", "d"])), '<m:begChr m:val="["/><m:endChr m:val="]"/>'), "[a, b; c, d]"],
  [
    "cases",
    brackets(e(box("eqArr", e(r("x&amp;=1")) + e(r("y&amp;=2")))), '<m:begChr m:val="{"/><m:endChr m:val=""/>'),
    "{x=1; y=2",
  ],
  ["accents", box("acc", e(r("x"))) + box("bar", e(r("y")), '<m:pos m:val="top"/>'), "x\u0302y\u0305"],
  [
    "a box with unknown contents",
    `<m:borderBox><m:e>${r("E=m")}<m:new>${power(r("c"), r("2"))}</m:new></m:e></m:borderBox>`,
    "E=mc²",
  ],
  ["tracked changes", `<w:ins>${r("a")}</w:ins><w:del>${r("b")}</w:del>`, "a"],
])("writes %s on one line", (_, content, line) => {
  expect(text(content)).toBe(line);
});
