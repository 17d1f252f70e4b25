/**
 * Encodings of TeX's fonts: text (OT1, T1), maths letters, symbols and big delimiters (OML, OMS, OMX), and those of
 * the AMS. `unnamed`: a bitmap (Type 3) font has no name, so its encoding follows from its text.
 */
export type TexEncoding = "ot1" | "t1" | "oml" | "oms" | "omx" | "ams" | "unnamed";

/** Fonts whose letters and digits may represent symbols. */
export type TexSymbols = "oms" | "omx";

// Names of Computer Modern, Latin Modern, EC and AMS fonts, without the prefix of a subset.
const names: readonly (readonly [RegExp, TexEncoding])[] = [
  [/^$/, "unnamed"],
  [/^(?:CMB?SY|LMMathSymbols)\d/i, "oms"],
  [/^(?:CMEX|LMMathExtension)\d/i, "omx"],
  [/^(?:CMMI|CMMIB|LMMathItalic)\d/i, "oml"],
  [/^(?:MSAM|MSBM|LASY|STMARY|WASY)/i, "ams"],
  [/^(?:SF[A-Z]{2}|EC[A-Z]{2}|T1-)\d*/, "t1"],
  [/^ec(?:rm|bx|ti|sl|ss|cc|bi|si)\d/i, "t1"],
  [/^CM(?:R|B|BX|TI|SL|SS|CSC|DUNH|FF|BXTI|BXSL|SSBX|SSI|U)\w*\d/i, "ot1"],
];

/** The TeX encoding of a font by its name; `null` for other fonts. */
export function texEncoding(fontName: string): TexEncoding | null {
  const name = fontName.replace(/^[A-Z]{6}\+/, "");
  return names.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
