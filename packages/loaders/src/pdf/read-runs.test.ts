import { describe, expect, it } from "vitest";
import { bitmapFont, fontWithUnicode, type HandMadePdf, handMadePdf, namedFont } from "../../test/hand-made-pdf.js";
import { pdfLoader } from "./pdf-loader.js";

function load(parts: HandMadePdf) {
  return pdfLoader.load({ path: "a.pdf", bytes: handMadePdf(parts), sha256: "0".repeat(64), modifiedMs: null });
}

/** Two-byte codes between two words in Helvetica. */
const between = (codes: string) =>
  `BT /F1 12 Tf 72 700 Td (Before ) Tj /F2 12 Tf <${codes}> Tj /F1 12 Tf ( after.) Tj ET`;

describe("characters of fonts with a Unicode table", () => {
  it.each([
    ["maths letters and emoji", "3 beginbfchar <0001> <D835DC34> <0002> <D83DDE00> <0003> <0041> endbfchar", "𝐴😀A"],
    ["ranges above U+FFFF", "1 beginbfrange <0001> <0003> <D835DC34> endbfrange", "𝐴𝐵𝐶"],
    [
      "a family of emoji",
      "1 beginbfchar <0001> <D83DDC68200DD83DDC69200DD83DDC67> endbfchar 2 beginbfchar <0002> <0041> <0003> " +
        "<0042> endbfchar",
      "👨‍👩‍👧AB",
    ],
  ])("reads %s", async (_, table, text) => {
    const document = await load({ pages: [between("000100020003")], objects: fontWithUnicode(table) });
    expect(document.text).toBe(`Before ${text} after.`);
    expect(document.text).not.toMatch(/\p{Cs}/u);
  });

  it("reads scripts above U+FFFF from the right", async () => {
    const objects = fontWithUnicode("1 beginbfrange <0001> <0003> <D83ADD22> endbfrange");
    expect((await load({ pages: ["BT /F2 12 Tf 72 700 Td <000300020001> Tj ET"], objects })).text).toBe("𞤢𞤣𞤤");
  });

  it("keeps the rest of a file whose font names codes that are no characters", async () => {
    const table = "3 beginbfchar <0001> <00110000> <0002> <FFFFFFFF> <0003> <0041> endbfchar";
    const document = await load({ pages: [between("000100020003")], objects: fontWithUnicode(table) });
    expect(document.text).toBe("Before A after.");
    expect(document.warnings.map(({ code }) => code)).toEqual(["unmapped-characters"]);
  });

  it("treats glyphs that map to line ends and tabs as spaces, without a warning", async () => {
    const table = "3 beginbfchar <0001> <000A> <0002> <0041> <0003> <0009> endbfchar";
    const document = await load({ pages: [between("0002000100020003")], objects: fontWithUnicode(table) });
    expect(document.text).toBe("Before A A after.");
    expect(document.warnings).toEqual([]);
  });

  it("warns of glyphs that map to the replacement character", async () => {
    const document = await load({
      pages: [between("0001")],
      objects: fontWithUnicode("1 beginbfchar <0001> <FFFD> endbfchar"),
    });
    expect(document.warnings.map(({ code }) => code)).toEqual(["unmapped-characters"]);
  });
});

/** Words as TeX sets them: kerns instead of spaces; `\ooo` is a code. */
function texPage(words: readonly string[]): string {
  const codes = words.map((word) => `<${Buffer.from(word, "latin1").toString("hex")}>`);
  return `BT /F2 10 Tf 72 700 Td [${codes.join(" -333 ")}] TJ ET`;
}

const ot1 = ["coe\x0ecients", "are", "di\x0berent", "in", "the", "\x0crst", "and", "\x0dat", "o\x0fine"];
const t1 = ["coe\x1ecients", "are", "di\x1berent", "in", "the", "\x1crst", "and", "\x1dat", "o\x1fine"];
const words = "coefficients are different in the first and flat offline";

describe("ligatures of TeX fonts", () => {
  it.each([
    ["a bitmap font in OT1", ot1, bitmapFont()],
    ["a bitmap font in T1", t1, bitmapFont()],
    ["Computer Modern", ot1, namedFont("ABCDEF+CMR10")],
    ["the European Computer Modern", t1, namedFont("SFRM1095")],
    ["a font with another name", ot1, namedFont("Fa")],
  ])("reads those of %s", async (_, page, objects) => {
    const document = await load({ pages: [texPage(page)], objects });
    expect(document.text).toBe(words);
    expect(document.warnings).toEqual([]);
  });

  it("reads ligatures that dvips moved out of the control codes", async () => {
    const page = texPage(["coe\xb1cients", "di\xae", "\xafrst", "\xb0at", "o\xb2ine"]);
    expect((await load({ pages: [page], objects: namedFont("CMR10") })).text).toBe(
      "coefficients diff first flat offline",
    );
  });

  it("reads dashes, quotation marks and letters of bitmap fonts", async () => {
    const page = texPage(["\\\x0crst\x22", "pages", "10{20", "stra\x19e"]);
    expect((await load({ pages: [page], objects: bitmapFont() })).text).toBe("“first” pages 10–20 straße");
  });

  it("leaves codes of a font of maths to the warning: they are not ligatures", async () => {
    const document = await load({ pages: [texPage(["x\x0b", "y\x0c"])], objects: bitmapFont() });
    expect(document.text).toBe("x y");
    expect(document.warnings).toEqual([
      { code: "unmapped-characters", detail: "2 glyphs of fonts that do not say which letters they are" },
    ]);
  });

  it("does not warn of brackets and symbols, which are no letters", async () => {
    const page = texPage(["\x0c\x12"]).replace("ET", "/F1 12 Tf ( the end) Tj ET");
    const document = await load({ pages: [page], objects: namedFont("CMEX10") });
    expect(document.text).toBe("the end");
    expect(document.warnings).toEqual([]);
  });

  it("reads a c in a circle as the sign of copyright", async () => {
    const circle = "BT /F2 10 Tf 72 700 Td <0d> Tj ET BT /F1 10 Tf 72 700 Td (c) Tj ET BT 85 700 Td (1990) Tj ET";
    const document = await load({ pages: [circle], objects: namedFont("CMSY10") });
    expect(document.text).toBe("© 1990");
  });
});

const lines = ["The quarterly budget was approved.", "Keys are rotated every ninety days.", "Nobody enters alone."];

/** Lines with the text matrix of each. */
function turned(matrix: (index: number) => string, font = "/F1 12 Tf"): string {
  return `BT ${font} ${lines.map((line, index) => `${matrix(index)} Tm (${line}) Tj`).join(" ")} ET`;
}

describe("text that is turned or mirrored", () => {
  it.each([
    ["a negative font size", turned((index) => `-1 0 0 -1 72 ${700 - 16 * index}`, "/F1 -12 Tf")],
    ["a negative font size, upside down", turned((index) => `1 0 0 1 540 ${100 + 16 * index}`, "/F1 -12 Tf")],
    ["a mirror to the left", turned((index) => `-1 0 0 1 540 ${700 - 16 * index}`)],
    ["a negative horizontal scale", turned((index) => `1 0 0 1 540 ${700 - 16 * index}`, "-100 Tz /F1 12 Tf")],
    ["a mirror upside down", turned((index) => `1 0 0 -1 72 ${100 + 16 * index}`)],
    ["mirrored letters in lines from the top", turned((index) => `1 0 0 -1 72 ${700 - 16 * index}`)],
    ["half a turn", turned((index) => `-1 0 0 -1 540 ${100 + 16 * index}`)],
    ["a quarter turn", turned((index) => `0 1 -1 0 ${100 + 16 * index} 72`)],
  ])("reads the lines of %s in order", async (_, content) => {
    expect((await load({ pages: [content] })).text.replaceAll("\n", " ")).toBe(lines.join(" "));
  });
});
