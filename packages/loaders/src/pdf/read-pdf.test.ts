import { describe, expect, it } from "vitest";
import { bitmapFont, type HandMadePdf, handMadePdf, namedFont } from "../../test/hand-made-pdf.js";
import { pdfLoader } from "./pdf-loader.js";

function load(parts: HandMadePdf) {
  return pdfLoader.load({ path: "a.pdf", bytes: handMadePdf(parts), sha256: "0".repeat(64), modifiedMs: null });
}

/** A font whose glyph names contain the codes of letters one lower: `/G54` is T, at code 0x53. */
function fontOfNames(): HandMadePdf["objects"] {
  const names = Array.from({ length: 95 }, (_, index) => `/G${(index + 32).toString(16).toUpperCase()}`).join("");
  const [[number, font], ...others] = namedFont("Sample") as [
    readonly [number, string],
    ...(readonly [number, string])[],
  ];
  return [[number, font.replace("/FirstChar", `/Encoding<</Differences[1 ${names}]>>/FirstChar`)], ...others];
}

function shifted(text: string): string {
  return `<${Array.from(text, (letter) => (letter.charCodeAt(0) - 31).toString(16).padStart(2, "0")).join("")}>`;
}

const greeting = "BT /F1 12 Tf 72 700 Td (Read this page.) Tj ET";

describe("page labels", () => {
  it("are kept where they differ from the page's number", async () => {
    const { pages } = await load({
      pages: [greeting, greeting, greeting, greeting],
      catalog: "/PageLabels<</Nums[0<</S/r>>2<</S/D/P(A-)/St 3>>3<</S/D/St 4>>]>>",
    });
    expect(pages.map(({ page, label }) => [page, label])).toEqual([
      [1, "i"],
      [2, "ii"],
      [3, "A-3"],
      [4, undefined],
    ]);
  });

  it("are missing in a document without them", async () => {
    const { pages } = await load({ pages: [greeting] });
    expect(pages).toEqual([{ page: 1, start: 0, end: 15 }]);
  });
});

describe("a PDF whose letters PDFium does not know", () => {
  it("is read by pdf-parse, which is said, page by page", async () => {
    const { text, pages, warnings } = await load({
      pages: ["The quarterly budget was approved.", "Nobody enters the vault alone."].map(
        (line) => `BT /F2 12 Tf 72 700 Td ${shifted(line)} Tj ET`,
      ),
      objects: fontOfNames()!,
    });
    expect(pages.map(({ page, start, end }) => [page, text.slice(start, end)])).toEqual([
      [1, "The quarterly budget was approved."],
      [2, "Nobody enters the vault alone."],
    ]);
    expect(warnings).toEqual([
      {
        code: "second-reader",
        detail:
          "read with pdf-parse: its fonts do not map 100 % of the glyphs to letters; columns and tables are lines",
      },
    ]);
  });

  it("has the ligatures of TeX that pdf-parse leaves as codes", async () => {
    const names = Array.from({ length: 128 }, (_, code) => `/a${code}`).join("");
    const [[number, font], ...others] = namedFont("Sample") as [
      readonly [number, string],
      ...(readonly [number, string])[],
    ];
    const { text } = await load({
      pages: [
        `BT /F2 12 Tf 72 700 Td [${["coe\x0ecients", "o\x0fine"].map((word) => `<${Buffer.from(word, "latin1").toString("hex")}>`).join(" -400 ")}] TJ ET`,
      ],
      objects: [[number, font.replace("/FirstChar", `/Encoding<</Differences[0${names}]>>/FirstChar`)], ...others],
    });
    expect(text).toBe("coefficients offline");
  });

  it("keeps the text of PDFium where pdf-parse finds no more of it", async () => {
    const { text, warnings } = await load({
      pages: ["BT /F1 12 Tf 72 700 Td (The budget of the year) Tj /F2 12 Tf <8182838485868788898a8b8c8d8e8f> Tj ET"],
      objects: bitmapFont(),
    });
    expect(text).toBe("The budget of the year");
    expect(warnings).toEqual([
      { code: "unmapped-characters", detail: "15 glyphs of fonts that do not say which letters they are" },
    ]);
  });
});
