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

/** Draws rows of cells in columns, 20 points apart. */
function drawTable(page: Pdf, rows: readonly (readonly string[])[], columns: readonly number[], top: number): void {
  rows.forEach((row, index) =>
    row.forEach((cell, column) => page.text(cell, columns[column], top + 20 * index, { lineBreak: false })),
  );
}

/** Draws boxes of a form: a small label, and 10 points below it the value. */
function drawBoxes(page: Pdf, boxes: readonly (readonly [number, string, string])[], top: number): void {
  for (const [x, label, value] of boxes) {
    page.fontSize(6.5).text(label, x, top, { lineBreak: false });
    page.fontSize(10).text(value, x + 2, top + 13, { width: 110 });
  }
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

const parts = [
  ["Pos.", "Part no.", "Name", "Qty", "Price"],
  ["1", "41-0101", "Clutch cap", "1", "38.20"],
  ["2", "41-0102", "Clutch cap, large", "1", "46.90"],
  ["3", "41-0120", "Cone, upper", "1", "29.50"],
  ["4", "41-0121", "Cone, lower", "2", "34.00"],
];
const partColumns = [40, 70, 130, 260, 330];

function tableOf(rows: readonly (readonly string[])[]): readonly [string, string] {
  return ["table", rows.map((row) => row.join(" | ")).join("\n")];
}

describe("a table", () => {
  const footer = "Spare parts of the KW series, February 2026";

  it("is whole above a footer that runs through its columns", async () => {
    const blocks = await blocksOf((page) => {
      drawTable(page, parts, partColumns, 60);
      page.text(footer, 40, 520, { lineBreak: false });
      page.text("Page 1", 350, 520, { lineBreak: false });
    });
    expect(blocks).toEqual([tableOf(parts), ["paragraph", `${footer} Page 1`]]);
  });

  it("is whole below a header that runs through its columns", async () => {
    const blocks = await blocksOf((page) => {
      page.text(footer, 40, 40, { lineBreak: false });
      page.text("Page 1", 350, 40, { lineBreak: false });
      drawTable(page, parts, partColumns, 90);
    });
    expect(blocks).toEqual([["paragraph", `${footer} Page 1`], tableOf(parts)]);
  });

  it("ends where another begins with other columns", async () => {
    const discounts = [
      ["Customer group of the dealer", "Discount"],
      ["Boatyards with a contract", "12 %"],
      ["Boatyards without", "8 %"],
      ["Chandlers of the region", "5 %"],
    ];
    const blocks = await blocksOf((page) => {
      drawTable(page, parts, partColumns, 60);
      drawTable(page, discounts, [40, 330], 220);
    });
    expect(blocks).toEqual([tableOf(parts), tableOf(discounts)]);
  });

  it("keeps its columns between an address and the totals of an invoice", async () => {
    const head = [
      ["Marina Solgard", "Invoice no. 2026-10482"],
      ["Molenweg 8", "Customer no. 20417"],
    ];
    const totals = [
      ["Net total in euros", "6,728.80"],
      ["VAT 21 %", "1,413.05"],
      ["Total", "8,141.85"],
    ];
    const blocks = await blocksOf((page) => {
      drawTable(page, head, [40, 240], 60);
      drawTable(page, parts, partColumns, 120);
      drawTable(page, totals, [150, 330], 220);
    });
    const lines = totals.map(([name, amount]) => `| | ${name} | | ${amount}`);
    expect(blocks.at(-1)).toEqual(["table", [tableOf(parts)[1], ...lines].join("\n")]);
  });

  it("keeps the columns below a header that spans them", async () => {
    const rows = [
      ["Domestic", "19", "38", "135"],
      ["Neighbours", "24", "47", "150"],
      ["Rest of Europe", "26", "52", "165"],
      ["North America", "34", "68", "240"],
    ];
    const blocks = await blocksOf((page) => {
      drawTable(page, [["Destination", "Daily allowance", "Hotel"]], [40, 160, 300], 60);
      drawTable(page, rows, [40, 160, 220, 300], 80);
    });
    expect(blocks.map(([, text]) => text).join("\n")).toContain(rows.map((row) => row.join(" | ")).join("\n"));
  });

  it("of sentences in every cell is read row by row", async () => {
    const rows = [
      ["Fault", "Possible cause", "Remedy"],
      ["Motor hums but stands still", "voltage is too low", "charge battery, check lugs"],
      ["Chain slips on the gypsy", "wrong or worn-out chain", "measure eleven links"],
      ["Runs in one direction only", "solenoid is defective", "exchange the solenoid"],
      ["Thermal switch trips often", "overload of the motor", "wait for ten minutes"],
    ];
    expect(await blocksOf((page) => drawTable(page, rows, [40, 172, 295], 60))).toEqual([tableOf(rows)]);
  });

  it("of long descriptions and short values is read row by row", async () => {
    const rows = [
      "Hydraulic hose, reinforced, two metres",
      "Hydraulic hose, reinforced, four metres",
      "Pressure gauge with glycerine, 63 mm",
      "Return filter with its bypass valve",
      "Sealing set for the whole cylinder",
    ].map((name, index) => [name, `${index + 1}`, `${12 * (5 - index)}.50`]);
    expect(await blocksOf((page) => drawTable(page, rows, [40, 260, 330], 60))).toEqual([tableOf(rows)]);
  });
});

describe("columns of prose", () => {
  it("next to the numbers of their lines are no table", async () => {
    const blocks = await blocksOf((page) => {
      page.text(prose.repeat(2), 40, 60, { width: 260, lineGap: 0 });
      for (let line = 0; line < 10; line += 1) page.text(`${line + 1}`, 350, 60 + line * page.currentLineHeight());
    });
    expect(blocks.map(([kind]) => kind)).not.toContain("table");
    expect(blocks[0]![1]).toBe(prose.repeat(2).trim());
  });
});

describe("a form", () => {
  it("has a table per row of boxes, each value under its label", async () => {
    const blocks = await blocksOf((page) => {
      page.text("Load test", 40, 40);
      drawBoxes(
        page,
        [
          [40, "Customer", "Island Ferries"],
          [220, "Order", "AB-26-00318"],
        ],
        80,
      );
      drawBoxes(
        page,
        [
          [40, "Object", "Boat davit, a pair of the new type"],
          [160, "Serial numbers", "D180-0077"],
          [280, "Test load", "396 kg"],
        ],
        108,
      );
      drawBoxes(
        page,
        [
          [40, "Place", "Quarrow"],
          [220, "Witness", ""],
        ],
        150,
      );
    });
    expect(blocks.slice(-3)).toEqual([
      ["table", "Customer | Order\nIsland Ferries | AB-26-00318"],
      ["table", "Object | Serial numbers | Test load\nBoat davit, a pair of the new type | D180-0077 | 396 kg"],
      ["table", "Place | Witness\nQuarrow |"],
    ]);
  });
});

describe("a table of contents", () => {
  it("without dots keeps its lines", async () => {
    const rows = [
      ["2 Responsibilities of the keeper", "1"],
      ["3 Documents and their retention", "12"],
    ];
    const blocks = await blocksOf((page) => drawTable(page, rows, [40, 370], 60));
    expect(blocks).toEqual([["paragraph", rows.map((row) => row.join(" ")).join("\n")]]);
  });
});

describe("answers to tick", () => {
  it("are no heading", async () => {
    const blocks = await blocksOf((page) => {
      page.fontSize(10.5);
      drawTable(page, [["passed", "with conditions", "not passed"]], [40, 160, 290], 40);
      page.fontSize(9).text(prose.repeat(2), 40, 80, { width: 340 });
    });
    expect(blocks).toEqual([
      ["paragraph", "passed with conditions not passed"],
      ["paragraph", prose.repeat(2).trim()],
    ]);
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
