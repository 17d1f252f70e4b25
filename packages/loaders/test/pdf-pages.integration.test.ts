import { inflateSync } from "node:zlib";
import type { SourceDocument } from "@ragstone/core";
import { drawnIn } from "@ragstone/testkit";
import PDFDocument from "pdfkit";
import { expect, it } from "vitest";
import { loadDocument } from "../src/index.js";
import { createPdfPages } from "../src/pages.js";
import { fontWithUnicode, handMadePdf } from "./hand-made-pdf.js";

type Pdf = InstanceType<typeof PDFDocument>;

async function pdf(draw: (document: Pdf) => void): Promise<Uint8Array> {
  const document = new PDFDocument({ size: [420, 595], margin: 40, autoFirstPage: false });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  draw(document);
  document.end();
  await done;
  return Buffer.concat(parts);
}

const pages = createPdfPages();

/** A copy for each call, as its bytes may move to another thread. */
function fileOf(bytes: Uint8Array) {
  return { path: "a.pdf", read: async () => new Uint8Array(bytes) };
}

async function boxesOf(bytes: Uint8Array, { text, pages: spans }: SourceDocument, start: number, end: number) {
  const span = spans.find((page) => page.start <= start && page.end >= end)!;
  const place = { text: text.slice(span.start, span.end), start: start - span.start, end: end - span.start };
  return (await pages.boxes(fileOf(bytes), [{ page: span.page, ...place }]))?.[0] ?? null;
}

/** White space, bars between cells and hyphens at line ends are not compared. */
function letters(text: string): string {
  return text.replaceAll(/[\s|-]/gu, "").normalize("NFKC");
}

/** Every word of the document, and every pair of words, is where its boxes are, and nothing else is. */
async function expectExactBoxes(bytes: Uint8Array, turns: readonly number[] = []): Promise<SourceDocument> {
  const document = await loadDocument({ path: "a.pdf", bytes, sha256: "0".repeat(64), modifiedMs: 0 });
  const words = Array.from(
    document.text.matchAll(/\S+/gu),
    ({ index, 0: word }) => [index, index + word.length] as const,
  );
  const step = Math.ceil(words.length / 25);
  for (let at = 0; at + 1 < words.length; at += step) {
    const [[start, end], [, next]] = [words[at]!, words[at + 1]!];
    const isOnePage = document.pages.some((page) => page.start <= start && page.end >= next);
    for (const to of isOnePage ? [end, next] : [end]) {
      const quote = document.text.slice(start, to);
      const { page, boxes } = (await boxesOf(bytes, document, start, to))!;
      const drawn = await drawnIn(bytes, page, boxes, turns[page - 1]);
      expect([quote, letters(drawn)]).toEqual([quote, letters(quote)]);
    }
  }
  return document;
}

const prose =
  "The pump runs whenever the level in the tank falls below the lower mark, and it stops again when the upper mark is " +
  "reached. Nobody has to be present while it does so. The float is inspected every spring and every autumn. ";

it("finds the glyphs of every word in columns, tables, raised marks and broken words", async () => {
  const bytes = await pdf((document) => {
    document.addPage().fontSize(10).text(prose.repeat(4), { columns: 2, columnGap: 30, height: 200, align: "justify" });
    document
      .addPage()
      .fontSize(10)
      .text("The main-", 40, 40)
      .text("tenance of the mainte-", 40, 53)
      .text("nance hall", 40, 66);
    document.text("Area in m", 40, 100).fontSize(6).text("2", 85, 97).fontSize(10);
    document.font("Times-Roman").text("The o\ufb03ce \u201cfinds\u201d it.", 40, 130);
    for (const [row, cells] of [
      ["Part", "Bin", "Count"],
      ["Washer", "A-03", "412"],
      ["Seal", "B-11", "64"],
      ["Pump", "C-09", "7"],
    ].entries())
      for (const [column, cell] of cells.entries()) document.text(cell, 40 + 110 * column, 200 + 24 * row);
  });
  const { text, blocks } = await expectExactBoxes(bytes);
  expect(text).toContain("The maintenance of the maintenance hall");
  expect(blocks.map(({ kind }) => kind)).toContain("table");
});

it("finds them on turned and cropped pages, as they are shown", async () => {
  const turned = handMadePdf({
    pages: ["BT /F1 12 Tf 72 700 Td (Turned words stay where they are) Tj ET"],
    page: "/Rotate 90",
  });
  for (const turns of [1, 2, 3]) {
    const file = Buffer.from(
      Buffer.from(turned)
        .toString("latin1")
        .replace("/Rotate 90", `/Rotate ${90 * turns}`),
      "latin1",
    );
    await expectExactBoxes(file, [turns]);
  }
  const { boxes } = (await boxesOf(turned, await load(turned), 0, 6))!;
  // The text begins 72 points from the edge that became the upper one.
  expect(boxes[0]!.top).toBeGreaterThan(70);
  expect(boxes[0]!.top).toBeLessThan(75);
  const cropped = Buffer.from(
    Buffer.from(turned).toString("latin1").replace("/Rotate 90", "/CropBox[60 0 612 720]"),
    "latin1",
  );
  const [box] = (await boxesOf(cropped, await load(cropped), 0, 6))!.boxes;
  expect(Math.abs(box!.left - 12)).toBeLessThan(2);
  expect(box!.top + box!.height).toBeGreaterThan(18);
  expect(box!.top).toBeLessThan(12);
  expect(await pages.sizes(fileOf(turned))).toEqual([{ width: 792, height: 612 }]);
});

it("finds them in text that runs to the left", async () => {
  const hebrew = "<000200030004> Tj 200 0 Td <0001> Tj";
  const font = fontWithUnicode("4 beginbfchar <0001> <05D0> <0002> <05D1> <0003> <05D2> <0004> <05D3> endbfchar");
  const bytes = handMadePdf({ pages: [`BT /F2 12 Tf 100 700 Td ${hebrew} ET`], objects: font });
  const document = await load(bytes);
  for (const [at, letter] of Array.from(document.text).entries()) {
    if (letter.trim() === "") continue;
    const { boxes } = (await boxesOf(bytes, document, at, at + 1))!;
    expect(await drawnIn(bytes, 1, boxes)).toBe(letter);
  }
});

it("gives no place for a text that the pages do not have", async () => {
  const bytes = await pdf((document) => document.addPage().text(prose));
  const text = (await load(bytes)).text.replace("pump", "pomp");
  expect(await pages.boxes(fileOf(bytes), [{ page: 1, text, start: 0, end: 20 }])).toBeNull();
});

it("draws a page at a scale, smaller where the image would be too large", async () => {
  const bytes = await pdf((document) => document.addPage().rect(0, 0, 420, 300).fill("red"));
  const read = async (scale: number) => readPng(await pages.image(fileOf(bytes), { page: 1, scale }));
  const { width, height, pixel } = await read(2);
  expect([width, height]).toEqual([840, 1190]);
  expect(pixel(10, 10)).toEqual([255, 0, 0]);
  expect(pixel(10, 1000)).toEqual([255, 255, 255]);
  const large = await read(50);
  expect(large.width * large.height).toBeLessThanOrEqual(12_000_000);
});

it("says what is wrong with a file that cannot be drawn, and draws the next one", async () => {
  const broken = fileOf(new TextEncoder().encode("no PDF"));
  await expect(pages.image(broken, { page: 1, scale: 1 })).rejects.toMatchObject({ reason: "malformed" });
  const bytes = await pdf((document) => document.addPage().text("Fine."));
  expect(await pages.sizes(fileOf(bytes))).toEqual([{ width: 420, height: 595 }]);
});

function load(bytes: Uint8Array): Promise<SourceDocument> {
  return loadDocument({ path: "a.pdf", bytes, sha256: "0".repeat(64), modifiedMs: 0 });
}

/** Enough of a PNG reader for images without filters. */
function readPng(png: Uint8Array) {
  const file = Buffer.from(png);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const length = file.readUInt32BE(33);
  const rows = inflateSync(file.subarray(41, 41 + length));
  const pixel = (x: number, y: number) => [...rows.subarray(y * (3 * width + 1) + 1 + 3 * x).subarray(0, 3)];
  return { width, height, pixel };
}
