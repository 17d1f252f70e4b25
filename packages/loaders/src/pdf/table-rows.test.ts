import PDFDocument from "pdfkit";
import { describe, expect, it } from "vitest";
import { pdfLoader } from "./pdf-loader.js";

interface Sample {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Where the columns begin, in points. */
  readonly columns: readonly number[];
  readonly rightAligned?: readonly number[];
  /** Whether the first row is a header: bold, or words over numbers. */
  readonly header: boolean;
  readonly bold?: boolean;
  readonly pitch?: number;
}

/**
 * Tables whose ground truth is the drawn text: plain and ruled, right-aligned numbers, empty cells, three rows and
 * thirty.
 */
const samples: readonly Sample[] = [
  {
    name: "words with a bold header",
    header: true,
    bold: true,
    columns: [40, 150, 260],
    rows: [
      ["Part", "Material", "Supplier"],
      ["Valve", "Brass", "Nord AG"],
      ["Seal", "Rubber", "Kemper"],
      ["Tank", "Steel plate", "Own works"],
    ],
  },
  {
    name: "numbers to the right",
    header: true,
    columns: [40, 180, 260, 340],
    rightAligned: [1, 2, 3],
    rows: [
      ["Year", "Sales", "Costs", "Profit"],
      ["2021", "1,204", "980", "224"],
      ["2022", "1,350", "1,010", "340"],
      ["2023", "1,402", "1,399", "3"],
      ["2024", "998", "1,120", "-122"],
    ],
  },
  {
    name: "an empty cell",
    header: true,
    bold: true,
    columns: [40, 160, 280],
    rows: [
      ["Setting", "Default", "Range"],
      ["Level", "3", "1-5"],
      ["Delay", "10 s", ""],
      ["Mode", "auto", "auto, manual"],
    ],
  },
  {
    name: "thirty tight rows",
    header: true,
    columns: [40, 120, 220, 320],
    pitch: 12,
    rows: [
      ["Code", "Name", "Unit", "Limit"],
      ...Array.from({ length: 30 }, (_, index) => [`C${index + 10}`, `Sensor ${index}`, "bar", `${index}.5`]),
    ],
  },
  {
    name: "two columns",
    header: false,
    columns: [40, 200],
    rows: [
      ["Pressure", "4.0 bar"],
      ["Temperature", "80 C"],
      ["Flow", "12 l/min"],
      ["Weight", "14 kg"],
    ],
  },
];

async function draw({ rows, columns, rightAligned = [], bold = false, pitch = 18 }: Sample): Promise<Uint8Array> {
  const document = new PDFDocument({ size: [420, 595], margin: 30 });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  document
    .fontSize(10)
    .text("The table below lists what was measured in the works during the whole of last year, part by part.", 40, 40, {
      width: 340,
    });
  rows.forEach((row, index) => {
    const y = 90 + index * pitch;
    document.font(bold && index === 0 ? "Helvetica-Bold" : "Helvetica");
    row.forEach((cell, column) => {
      if (cell === "") return;
      const x = columns[column]!;
      document.text(cell, rightAligned.includes(column) ? x + 50 - document.widthOfString(cell) : x, y, {
        lineBreak: false,
      });
    });
  });
  document
    .font("Helvetica")
    .text(
      "The values above were taken at the end of each month by the same two people and the same instrument.",
      40,
      110 + rows.length * pitch,
      { width: 340 },
    );
  document.end();
  await done;
  return Buffer.concat(parts);
}

describe("rows of tables in PDFs", () => {
  it.each(samples)("reads $name as drawn", async (sample) => {
    const { text, blocks } = await pdfLoader.load({
      path: "a.pdf",
      bytes: await draw(sample),
      sha256: "0".repeat(64),
      modifiedMs: null,
    });
    const tables = blocks.filter((block) => block.kind === "table");
    expect(tables.map((block) => text.slice(block.start, block.end))).toEqual([
      sample.rows.map((row) => row.join(" | ").trim()).join("\n"),
    ]);
    expect(blocks.filter((block) => block.kind === "paragraph")).toHaveLength(2);
    const header = tables[0]!.header;
    expect(header === undefined ? null : text.slice(header.start, header.end)).toBe(
      sample.header ? sample.rows[0]!.join(" | ") : null,
    );
  });

  it("treats numbered titles with their pages as lines, not as a table", async () => {
    const contents: Sample = {
      name: "contents",
      header: false,
      columns: [40, 300],
      rightAligned: [1],
      rows: [
        ["1 Introduction", "2"],
        ["2 Methods", "2"],
        ["2.1 Samples", "5"],
        ["3 Results", "11"],
        ["A. Tables", "40"],
      ],
    };
    const { text, blocks } = await pdfLoader.load({
      path: "a.pdf",
      bytes: await draw(contents),
      sha256: "0".repeat(64),
      modifiedMs: null,
    });
    expect(blocks.filter((block) => block.kind === "table")).toEqual([]);
    expect(text).toContain("2.1 Samples 5");
  });
});
