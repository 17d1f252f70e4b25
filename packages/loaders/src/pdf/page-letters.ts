import { plainLetters } from "./characters.js";
import { layoutPage } from "./layout-page.js";
import type { Pdfium } from "./pdfium-engine.js";
import { readRuns } from "./read-runs.js";
import { runsInOrder } from "./row-line.js";
import type { Run } from "./run.js";
import type { Segment } from "./segment.js";

/** One UTF-16 unit of a page's text that is no white space, with the glyphs that draw it. */
export interface Letter {
  readonly text: string;
  /** Indexes of the characters in the engine's text page. */
  readonly characters: readonly number[];
  readonly endsLine: boolean;
  /** Whether its line is neither horizontal nor vertical. */
  readonly slanted: boolean;
}

/** The letters of a page in the order in which the page's text has them. */
export function pageLetters(engine: Pdfium, textPage: number): Letter[] {
  const letters: Letter[] = [];
  const addLine = (segments: readonly Segment[], monospaced: boolean): void => {
    const from = letters.length;
    for (const run of runsInOrder(segments, monospaced)) letters.push(...runLetters(engine, textPage, run));
    const last = letters.pop();
    if (last !== undefined) letters.push(letters.length < from ? last : { ...last, endsLine: true });
  };
  for (const region of layoutPage(readRuns(engine, textPage).runs)) {
    if (region.kind === "lines") for (const { drawn, monospaced } of region.lines) addLine(drawn!, monospaced);
    else for (const { drawn } of region.rows) for (const cell of drawn!) for (const line of cell) addLine(line, false);
  }
  return letters;
}

function* runLetters(engine: Pdfium, textPage: number, run: Run): Generator<Letter> {
  const text = plainLetters(run.text);
  const characters = charactersOf(engine, textPage, run);
  for (let at = 0; at < text.length; at += 1) {
    if (text[at]!.trim() === "") continue;
    // One glyph that represents several letters is the glyph of each.
    const own = [characters[Math.min(at, characters.length - 1)]!];
    // A character above U+FFFF and other pairs of a single letter.
    if (at === text.length - 1) own.push(...characters.slice(text.length));
    if (run.accent !== -1 && at >= run.text.length - 1) own.push(run.accent);
    yield { text: text[at]!, characters: own, endsLine: false, slanted: run.style.angle % 90 !== 0 };
  }
}

/** The characters of a run: those between that the engine made up, or that draw nothing, belong to none. */
function charactersOf({ calls }: Pdfium, textPage: number, { first, last }: Run): number[] {
  const characters = [first];
  for (let index = first + 1; index <= last; index += 1)
    if (calls.FPDFText_IsGenerated(textPage, index) !== 1 && calls.FPDFText_GetTextObject(textPage, index) !== 0)
      characters.push(index);
  return characters;
}
