import type { TextStyle } from "./run.js";
import type { Pdfium } from "./pdfium-engine.js";
import { texEncoding } from "./tex-encoding.js";

type FontFacts = Pick<TextStyle, "bold" | "monospaced" | "tex">;

const nothing: FontFacts = { bold: false, monospaced: false, tex: null };

/** Font descriptor flags of the PDF reference (5.7.1). */
const fixedPitch = 1;
const forceBold = 1 << 18;

const maxNameBytes = 128;

/**
 * Pages of more styles than this, such as maps with text at every angle, give styles of the same look more than one
 * object.
 */
const maxKnown = 64;

/** The style before the first text object. */
export const noStyle: TextStyle = {
  angle: 0,
  mirrored: false,
  size: 0.5,
  bold: false,
  monospaced: false,
  tex: null,
};

interface KnownStyle {
  readonly font: number;
  readonly points: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly style: TextStyle;
}

/**
 * Creates styles from the engine's text objects, one shared object per style, so that styles compare by identity. For
 * one page: fonts are freed with it.
 */
export class StyleReader {
  readonly #engine: Pdfium;
  readonly #fonts = new Map<number, FontFacts>();
  readonly #known: KnownStyle[] = [];

  constructor(engine: Pdfium) {
    this.#engine = engine;
  }

  /** The style of a font at a size under the matrix at `floats[at]` (a, b, c, d). */
  read(font: number, points: number, floats: Float32Array, at: number): TextStyle {
    const a = floats[at]!;
    const b = floats[at + 1]!;
    const c = floats[at + 2]!;
    const d = floats[at + 3]!;
    const known = this.#known;
    for (let index = 0; index < known.length; index += 1) {
      const style = known[index]!;
      if (
        style.font !== font ||
        style.points !== points ||
        style.a !== a ||
        style.b !== b ||
        style.c !== c ||
        style.d !== d
      )
        continue;
      // Most objects are set like one shortly before.
      if (index > 0) {
        known[index] = known[index - 1]!;
        known[index - 1] = style;
      }
      return style.style;
    }
    // A negative size turns the text by 180 degrees.
    const sign = points < 0 ? -1 : 1;
    const degrees = Math.round((Math.atan2(sign * b, sign * a) * 180) / Math.PI);
    const { bold, monospaced, tex } = this.#factsOf(font);
    const style: TextStyle = {
      angle: ((degrees + 360) % 360) | 0,
      mirrored: a * d - b * c < 0,
      size: Math.max(0.5, Math.abs(points) * Math.hypot(c, d)),
      bold,
      monospaced,
      tex,
    };
    if (known.length < maxKnown) known.push({ font, points, a, b, c, d, style });
    else known[maxKnown - 1] = { font, points, a, b, c, d, style };
    return style;
  }

  #factsOf(font: number): FontFacts {
    const known = this.#fonts.get(font);
    if (known !== undefined) return known;
    const facts = font === 0 ? nothing : readFacts(this.#engine, font);
    this.#fonts.set(font, facts);
    return facts;
  }
}

function readFacts(engine: Pdfium, font: number): FontFacts {
  const flags = Math.max(0, engine.calls.FPDFFont_GetFlags(font));
  const address = engine.allocate(maxNameBytes);
  const length = engine.calls.FPDFFont_GetBaseFontName(font, address, maxNameBytes);
  const name =
    length > 0 && length <= maxNameBytes
      ? Buffer.from(engine.heap().subarray(address, address + length - 1)).toString("latin1")
      : "";
  engine.free(address);
  return {
    // Names of TeX's bold fonts (Computer Modern, Latin Modern, EC) do not contain the word.
    bold:
      (flags & forceBold) !== 0 ||
      /bold|black|heavy|semib|demi|-medi(?:ital)?$/i.test(name) ||
      /(?:^|\+)(?:SF|CM|LM)[A-Za-z]*(?:BX|BSX|B10|B12)/.test(name),
    monospaced:
      (flags & fixedPitch) !== 0 || /mono|courier|consol|menlo|typewriter|(?:\+|^)(?:CMTT|LMMono|SFTT)/i.test(name),
    tex: texEncoding(name),
  };
}
