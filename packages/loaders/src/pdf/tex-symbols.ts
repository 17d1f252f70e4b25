// TeX's symbol fonts have no Unicode table, and engines then return a glyph's code as if it were ASCII. The codes are
// those of the OMS and OMX encodings (The TeXbook, appendix F); codes that are not listed represent themselves or
// nothing.
const oms: Readonly<Record<string, string>> = {
  0: "\u2032",
  1: "\u221e",
  2: "\u2208",
  3: "\u220b",
  4: "\u25b3",
  5: "\u25bd",
  6: "\u0338",
  7: "\u21a6",
  8: "\u2200",
  9: "\u2203",
  h: "\u27e8",
  i: "\u27e9",
  j: "|",
  k: "\u2016",
  l: "\u2195",
  n: "\\",
  o: "\u2240",
  p: "\u221a",
  q: "\u2a3f",
  r: "\u2207",
  s: "\u222b",
  t: "\u2294",
  u: "\u2293",
  v: "\u2291",
  w: "\u2292",
  x: "\u00a7",
  y: "\u2020",
  z: "\u2021",
  b: "\u230a",
  c: "\u230b",
  d: "\u2308",
  e: "\u2309",
  f: "{",
  g: "}",
  a: "\u22a3",
};

const omx: Readonly<Record<string, string>> = {
  P: "\u2211",
  Q: "\u220f",
  R: "\u222b",
  S: "\u22c3",
  T: "\u22c2",
  U: "\u228e",
  V: "\u22c0",
  W: "\u22c1",
  X: "\u2211",
  Y: "\u220f",
  Z: "\u222b",
};

/** Which of TeX's symbol encodings a font has, by its name. */
export function texEncoding(fontName: string): "oms" | "omx" | null {
  const name = fontName.replace(/^[A-Z]{6}\+/, "");
  if (/^(?:CMB?SY|LMMathSymbols)\d/i.test(name)) return "oms";
  return /^(?:CMEX|LMMathExtension)\d/i.test(name) ? "omx" : null;
}

/** The symbol that a letter or digit represents in a symbol font; all other characters are returned unchanged. */
export function texSymbol(encoding: "oms" | "omx", text: string): string {
  if (encoding === "oms") return oms[text] ?? text;
  return /^[A-Za-z0-9]$/.test(text) ? (omx[text] ?? "") : text;
}
