import PDFDocument from "pdfkit";
import { describe, expect, it } from "vitest";
import { pdfLoader } from "./pdf-loader.js";

type Pdf = InstanceType<typeof PDFDocument>;

/** The blocks of one drawn page: kind and text. */
async function blocksOf(draw: (page: Pdf) => void): Promise<(readonly [string, string])[]> {
  const document = new PDFDocument({ size: [420, 595], margin: 40 });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  draw(document.fontSize(10));
  document.end();
  await done;
  const { text, blocks } = await pdfLoader.load({
    path: "a.pdf",
    bytes: Buffer.concat(parts),
    sha256: "0".repeat(64),
    modifiedMs: null,
  });
  return blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

/** Draws the words of lines one by one, with spaces so wide that every line ends at `right`. */
function spread(page: Pdf, lines: readonly string[], right: number): void {
  lines.forEach((line, row) => {
    const words = line.split(" ");
    const width = words.reduce((sum, word) => sum + page.widthOfString(word), 0);
    const gap = (right - 40 - width) / (words.length - 1);
    let x = 40;
    for (const word of words) {
      page.text(word, x, 60 + 12 * row, { lineBreak: false });
      x += page.widthOfString(word) + gap;
    }
  });
}

/** Draws the words of lines in a font of one width, where a terminal shows them. */
function type(page: Pdf, lines: readonly string[], top: number): void {
  page.font("Courier").fontSize(9);
  lines.forEach((line, row) => {
    for (const word of line.matchAll(/\S+/g))
      page.text(word[0], 40 + 5.4 * word.index, top + 11 * row, { lineBreak: false });
  });
}

const prose =
  "The pump runs whenever the level in the tank falls below the lower mark, and it stops again when the upper " +
  "mark is reached. Nobody has to be present while it does so. An extraordinarily responsible superintendent " +
  "nevertheless inspects installations. ";

describe("justified text", () => {
  it.each([90, 110, 130, 150, 170, 190])("in a column of %d points is never a table", async (width) => {
    const blocks = await blocksOf((page) => page.text(prose.repeat(3), 40, 40, { width, align: "justify" }));
    expect(blocks.map(([kind]) => kind)).not.toContain("table");
    expect(blocks.map(([, text]) => text.replace(/\s+/g, " ")).join(" ")).toBe(prose.repeat(3).trim());
  });

  it("with spaces as wide as columns in every line is a paragraph", async () => {
    const lines = [
      "The installed things",
      "work very quickly",
      "and reliably here",
      "because nobody touches",
      "them any more",
    ];
    expect(await blocksOf((page) => spread(page, lines, 190))).toEqual([["paragraph", lines.join(" ")]]);
  });

  it("stays apart from a table with columns to both edges", async () => {
    const rows = [
      ["Pressure", "bar", "4.0"],
      ["Temperature", "C", "80"],
      ["Flow", "l/min", "12.5"],
    ];
    const blocks = await blocksOf((page) => {
      page.text(prose, 40, 40, { width: 340, align: "justify" });
      rows.forEach((row, index) =>
        row.forEach((cell, column) => {
          const x = [40, 200, 380 - page.widthOfString(cell)][column]!;
          page.text(cell, x, 120 + 14 * index, { lineBreak: false });
        }),
      );
    });
    expect(blocks.at(-1)).toEqual(["table", rows.map((row) => row.join(" | ")).join("\n")]);
  });
});

describe("listings", () => {
  it.each([
    [
      "a program with comments in a column",
      ["int main(void) {", "    int count = 0;      /* of items */", "    double sum = 0.0;   /* of them  */", "}"],
    ],
    [
      "the output of a command",
      [
        "total 24",
        "drwxr-xr-x  2 root root  4096 bin",
        "-rw-r--r--  1 root root   220 profile",
        "-rw-r--r--  1 ann  users 3526 rc",
      ],
    ],
    [
      "an entry of a bibliography",
      ["@Manual{key,", "  title  = {R},", "  author = {{The Team}},", "  year   = 2022,", "}"],
    ],
    [
      "numbered lines",
      ["1  open(valve);", "2    wait(10);   // seconds", "3    wait(20);   // more", "4  close(valve);"],
    ],
  ])("of %s keep their lines and gaps", async (_, lines) => {
    expect(await blocksOf((page) => type(page, lines, 60))).toEqual([["code", lines.join("\n")]]);
  });

  it("leave a whole typed table a table", async () => {
    const lines = ["Name      Unit   Limit", "Pressure  bar    4.0", "Flow      l/min  12.5", "Weight    kg     14.0"];
    expect(await blocksOf((page) => type(page, lines, 60))).toEqual([
      ["table", lines.map((line) => line.replace(/ {2,}/g, " | ")).join("\n")],
    ]);
  });
});

describe("lines of two layers", () => {
  it("that overlap are words apart", async () => {
    const blocks = await blocksOf((page) => {
      page.text("Installation and", 40, 60, { lineBreak: false });
      page.text("Configuration", 60, 60, { lineBreak: false });
    });
    expect(blocks.map(([, text]) => text)).toEqual(["Installation and Configuration"]);
  });
});
