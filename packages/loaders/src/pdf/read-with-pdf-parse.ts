import { plainLetters } from "./characters.js";
import { ligatureVotes } from "./ligature-votes.js";
import type { Line, PageLayout } from "./line.js";
import { pageTextsInTime } from "./page-texts-in-time.js";
import { texCharacters } from "./tex-characters.js";

/** Control and private characters and U+FFFD: codes for which this reader knows no letter either. */
const unknown = /[\p{Co}\ufffd]|(?!\s)\p{Cc}/gu;

// The reader gives lines without positions: they are laid out as on a typewriter, in points.
const size = 10;
const pitch = 12;
const advance = 5;

/** Reads the pages of a PDF with `pdf-parse` (pdf.js); `null` where that is not possible within its limits. */
export async function readWithPdfParse(bytes: Uint8Array, signal?: AbortSignal): Promise<PageLayout[] | null> {
  const texts = await pageTextsInTime(bytes);
  signal?.throwIfAborted();
  if (texts === null) return null;
  const { ot1, t1 } = ligatureVotes(texts.join("\n"));
  const encoding = ot1 + t1 === 0 ? null : ot1 >= t1 ? "ot1" : "t1";
  return texts.map((text) => layoutOf(encoding === null ? text : withLigatures(text, encoding)));
}

/** Codes of ligatures written out: this reader leaves them where a font does not map them. */
function withLigatures(text: string, encoding: "ot1" | "t1"): string {
  const codes = encoding === "ot1" ? /[\x0b-\x0f]/g : /[\x1b-\x1f]/g;
  return text.replace(codes, (code) => plainLetters(texCharacters(encoding, code.charCodeAt(0)) ?? code));
}

function layoutOf(text: string): PageLayout {
  const unmapped = text.match(unknown)?.length ?? 0;
  const texts = text.replace(unknown, "").split("\n");
  const lines = texts
    .map((line, index) => lineOf(line.replace(/\s+/gu, " ").trim(), -pitch * index))
    .filter((line) => line.text !== "");
  const glyphs = text.replace(/\s+/gu, "").length;
  const counts = { unmapped, guessed: 0, glyphs, drawsText: glyphs > 0 };
  if (lines.length === 0) return { ...counts, height: 0, regions: [] };
  const x1 = Math.max(...lines.map((line) => line.x1));
  return {
    height: pitch * texts.length,
    regions: [{ kind: "lines", lines, x0: 0, x1, upright: true }],
    ...counts,
  };
}

function lineOf(text: string, y: number): Line {
  const x1 = advance * text.length;
  return { text, x0: 0, x1, y, size, bold: false, monospaced: false, pieces: 1, breaks: false, drawn: null };
}
