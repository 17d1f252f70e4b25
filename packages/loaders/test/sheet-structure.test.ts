import { utils, write, type WorkSheet } from "@e965/xlsx";
import type { SourceDocument } from "@ragstone/core";
import { loaderInput } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";
import { zipOf } from "./make-office.js";
import { cell, makeXlsx, rowsOf, type SheetSpec } from "./make-xlsx.js";

/** The blocks of a workbook, each as its kind and text; headers of tables in front. */
function outline({ text, blocks }: SourceDocument): string[] {
  return blocks.map(({ kind, start, end, header }) => {
    const names = header === undefined ? "" : `(${text.slice(header.start, header.end)})`;
    return `${kind}${names}: ${text.slice(start, end)}`;
  });
}

const load = (sheet: SheetSpec, workbook = "") =>
  loadDocument(loaderInput("a.xlsx", makeXlsx({ S: sheet }, { formats: ["dd.mm.yyyy"], workbook })));

describe("rows of a sheet", () => {
  it("above a table are not its header", async () => {
    const rows = rowsOf([["Turnover"], ["in thousands", null], ["Branch", "Plan", "Actual"], ["Lindau", 100, 90]]);
    expect(outline(await load({ rows }))).toEqual([
      "heading: S",
      "paragraph: Turnover\nin thousands",
      "table(Branch | Plan | Actual): Branch | Plan | Actual\nLindau | 100 | 90",
    ]);
  });

  it("that describe a table stay apart, with their values", async () => {
    const rows = rowsOf([
      ["Plan"],
      ["As of", 45322],
      ["Name", "A", "B", "C"],
      ["x", 1, 2, 3],
      ["y", 4, 5, 6],
      ["z", 7, 8, 9],
    ]);
    const document = await load({ rows });
    expect(outline(document).slice(1, 4)).toEqual([
      "paragraph: Plan",
      "table: As of | 45322",
      "table(Name | A | B | C): Name | A | B | C\nx | 1 | 2 | 3\ny | 4 | 5 | 6\nz | 7 | 8 | 9",
    ]);
    expect(document.blocks[2]!.cells).toMatchObject([{ type: "number", value: 45322 }]);
  });

  it("start another table after a blank row where names follow, and continue it otherwise", async () => {
    const two = rowsOf([["Name", "Age"], ["Ann", 40], [], ["Town", "Size"], ["Lindau", 7]]);
    expect(outline(await load({ rows: two })).slice(1)).toEqual([
      "table(Name | Age): Name | Age\nAnn | 40",
      "table(Town | Size): Town | Size\nLindau | 7",
    ]);
    const one = rowsOf([
      ["Name", "Town"],
      ["Ann", "Bonn"],
      [],
      ["Bob", "Ulm"],
      ["Cem", "Trier"],
      [],
      ["All names are real."],
    ]);
    expect(outline(await load({ rows: one })).slice(1)).toEqual([
      "table(Name | Town): Name | Town\nAnn | Bonn\nBob | Ulm\nCem | Trier",
      "paragraph: All names are real.",
    ]);
  });

  it("without names have no header", async () => {
    expect(
      outline(
        await load({
          rows: rowsOf([
            ["x", 1, 2],
            ["y", 3, 4],
          ]),
        }),
      ).slice(1),
    ).toEqual(["table: x | 1 | 2\ny | 3 | 4"]);
    expect(outline(await load({ rows: rowsOf([["Only text."], ["In one column."]]) })).slice(1)).toEqual([
      "paragraph: Only text.\nIn one column.",
    ]);
  });

  it("may be named by years", async () => {
    const rows = rowsOf([
      ["Branch", 2022, 2023],
      ["Lindau", 5, 6],
    ]);
    expect(outline(await load({ rows }))[1]).toBe("table(Branch | 2022 | 2023): Branch | 2022 | 2023\nLindau | 5 | 6");
  });
});

describe("merged cells", () => {
  it("apply to every row that they cover, and to every column that they name", async () => {
    const rows = rowsOf([
      ["Region", "2022", null, "2023"],
      [null, "Plan", "Actual", "Plan"],
      ["North", 1, 2, 3],
      [null, 4, 5, 6],
      ["South", 7, 8, 9],
    ]);
    const after = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="A3:A4"/></mergeCells>';
    expect(outline(await load({ rows, after }))[1]).toBe(
      "table(Region | 2022 | 2022 | 2023\nRegion | Plan | Actual | Plan): " +
        "Region | 2022 | 2022 | 2023\nRegion | Plan | Actual | Plan\nNorth | 1 | 2 | 3\nNorth | 4 | 5 | 6\nSouth | 7 | 8 | 9",
    );
  });

  it("count a number once and keep a date in each row", async () => {
    const rows = [
      `<row r="1">${cell("A1", "Day")}${cell("B1", "Budget")}${cell("C1", "Item")}</row>`,
      `<row r="2">${cell("A2", 45322, 's="1"')}${cell("B2", 500)}${cell("C2", "x")}</row>`,
      `<row r="3">${cell("C3", "y")}</row>`,
    ].join("");
    const after = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>';
    const { text, blocks } = await load({ rows, after });
    expect(text.split("\n").slice(-2)).toEqual(["31.01.2024 | 500 | x", "31.01.2024 | 500 | y"]);
    expect(blocks[1]!.cells?.map(({ value }) => value)).toEqual(["2024-01-31", 500, "2024-01-31"]);
  });

  it("that a damaged file has over billions of columns are read at once", async () => {
    const after = '<mergeCells><mergeCell ref="A1:ZZZZZZZ1"/></mergeCells>';
    const { text } = await load({ rows: rowsOf([["a"], ["b", "c"]]), after });
    expect(text).toContain("b | c");
  });

  it("that a hostile file has many of are filled within limits", async () => {
    const merges = Array.from({ length: 20_000 }, (_, at) => `<mergeCell ref="A1:A${1000 + at}"/>`).join("");
    const rows = rowsOf(Array.from({ length: 1000 }, (_, at) => [at === 0 ? "a" : null, "b"]));
    const { text } = await load({ rows, after: `<mergeCells>${merges}</mergeCells>` });
    expect(text.split("\n").at(-1)).toBe("a | b");
  });
});

describe("left out and counted", () => {
  const rows = (hidden: string) =>
    [
      ["Name", "Age", "Code"],
      ["Ann", 40, "k1"],
      ["Bob", 50, "k2"],
    ]
      .map(
        (row, r) =>
          `<row r="${r + 1}" ${r === 2 ? hidden : ""}>${row.map((value, c) => cell(`${"ABC"[c]}${r + 1}`, value)).join("")}</row>`,
      )
      .join("");

  it("are hidden rows and columns", async () => {
    const before = '<cols><col min="3" max="3" hidden="1"/></cols>';
    const document = await load({ rows: rows('hidden="1"'), before });
    expect(outline(document)[1]).toBe("table(Name | Age): Name | Age\nAnn | 40");
    expect(document.hiddenCharacters).toBe("BobCode50k1k2".length);
    expect(document.warnings[0]).toEqual({
      code: "left-out",
      detail: "left out: 1 hidden row, 2 cells in hidden columns",
    });
  });

  it("are not rows that a filter hides", async () => {
    const after =
      '<autoFilter ref="A1:C3"><filterColumn colId="0"><filters><filter val="Ann"/></filters></filterColumn></autoFilter>';
    const document = await load({ rows: rows('hidden="1"'), after });
    expect(document.text).toContain("Bob | 50");
    expect(document.warnings).toEqual([{ code: "filtered-rows", detail: "1 row hidden by a filter included" }]);
  });

  it("are values that a format does not show, but not those that round to nothing", async () => {
    const formats = [";;;", "#"];
    const sheet = { rows: `<row r="1">${cell("A1", "x")}${cell("B1", 471, 's="1"')}${cell("C1", 0.2, 's="2"')}</row>` };
    const { text, hiddenCharacters } = await loadDocument(loaderInput("a.xlsx", makeXlsx({ S: sheet }, { formats })));
    expect([text, hiddenCharacters]).toEqual(["S\n\nx |  | 0.2", 3]);
  });

  it.each(["xlsx", "xlsb", "biff8"] as const)("are comments, hidden columns and sheets of %s", async (bookType) => {
    const sheet: WorkSheet = utils.aoa_to_sheet([
      ["Name", "Age", "Code"],
      ["Ann", 40, "k1"],
    ]);
    sheet["!cols"] = [{}, {}, { hidden: true }];
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, "S");
    utils.book_append_sheet(book, utils.aoa_to_sheet([["secret"]]), "H");
    if (bookType !== "biff8") sheet["A2"].c = Object.assign([{ a: "x", t: "remark" }], { hidden: true });
    book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
    const bytes = new Uint8Array(write(book, { type: "array", bookType }) as ArrayBuffer);
    const document = await loadDocument(loaderInput(`a.${bookType === "biff8" ? "xls" : bookType}`, bytes));
    expect(outline(document)).toEqual(["heading: S", "table(Name | Age): Name | Age\nAnn | 40"]);
    expect(document.hiddenCharacters).toBe((bookType === "biff8" ? "" : "remark").length + "Codek1secret".length);
  });
});

describe("formulas without a stored value", () => {
  const rows = (value: number | null) =>
    `<row r="1">${cell("A1", "Sum")}${cell("B1", "Part")}</row><row r="2">${cell("A2", value, "", "1+1")}${cell("B2", 2)}</row>`;

  it("are blank and counted", async () => {
    const document = await load({ rows: rows(null) });
    expect(document.text).toBe("S\n\nSum | Part\n | 2");
    expect(document.warnings.map(({ code }) => code)).toEqual(["formulas-without-value"]);
  });

  it("are recognized where all store 0 and the file asks for a calculation", async () => {
    const document = await load({ rows: rows(0) }, '<calcPr fullCalcOnLoad="1"/>');
    expect(document.text).toBe("S\n\nSum | Part\n | 2");
    expect(document.warnings.map(({ code }) => code)).toEqual(["formulas-without-value"]);
    expect((await load({ rows: rows(0) })).text).toBe("S\n\nSum | Part\n0 | 2");
  });
});

it("text of shapes on a sheet follows its cells", async () => {
  expect((await load({ rows: rowsOf([["a", 1]]), box: "Gate 4" })).text).toBe("S\n\na | 1\n\nGate 4");
});

describe("OpenDocument", () => {
  const sheet = (rows: string, columns = "", style = "") =>
    `<table:table table:name="S" ${style}>${columns}${rows}</table:table>`;
  const content = (tables: string) =>
    `<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:dc="d" office:version="1.3"><office:automatic-styles><style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  const text = (value: string) =>
    `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`;
  const number = (value: number, shown: string) =>
    `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${shown}</text:p></table:table-cell>`;
  const row = (cells: string, attributes = "") => `<table:table-row ${attributes}>${cells}</table:table-row>`;
  const ods = (tables: string) =>
    loadDocument(
      loaderInput(
        "a.ods",
        zipOf({
          mimetype: "application/vnd.oasis.opendocument.spreadsheet",
          "META-INF/manifest.xml": "<manifest/>",
          "styles.xml": "<office:document-styles/>",
          "content.xml": content(tables),
        }),
      ),
    );

  it("has stored values, in the decimals of its language", async () => {
    const rows =
      row(text("Part") + text("Price")) +
      row(text("Cap") + number(1234.5, "1.234,50 €")) +
      row(text("Nut") + number(2.6, "3"));
    const document = await ods(sheet(rows));
    expect(outline(document)[1]).toBe("table(Part | Price): Part | Price\nCap | 1.234,50 €\nNut | 2.6");
    expect(document.blocks[1]!.cells?.map(({ value }) => value)).toEqual([1234.5, 2.6]);
  });

  it("has no unit of thousands or millions after the stored value", async () => {
    const rows = row(text("Part") + text("Sum")) + row(text("Cap") + number(1234567, "1.2M"));
    expect(outline(await ods(sheet(rows)))[1]).toBe("table(Part | Sum): Part | Sum\nCap | 1234567");
  });

  it("has hidden rows, columns and sheets, comments and formulas without value counted", async () => {
    const note = "<office:annotation><text:p>remark</text:p></office:annotation>";
    const rows =
      row(text("Name") + text("Age") + text("Code")) +
      row(
        `<table:table-cell office:value-type="string">${note}<text:p>Ann</text:p></table:table-cell><table:table-cell table:formula="of:=1"/>` +
          text("k1"),
      ) +
      row(text("Bob") + number(50, "50") + text("k2"), 'table:visibility="collapse"');
    const columns =
      '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>';
    const hidden = sheet(row(text("secret")), "", 'table:style-name="hid"').replace('"S"', '"H"');
    const document = await ods(sheet(rows, columns) + hidden);
    expect(outline(document)[1]).toBe("table(Name | Age): Name | Age\nAnn");
    expect(document.hiddenCharacters).toBe("remarkBob50k2Codek1secret".length);
    expect(document.warnings.slice(0, 2)).toEqual([
      { code: "left-out", detail: "left out: 1 hidden sheet, 1 hidden row, 2 cells in hidden columns, 1 comment" },
      expect.objectContaining({ code: "formulas-without-value" }),
    ]);
  });

  it("is read from a flat file", async () => {
    const flat = content(sheet(row(text("Part") + text("Price")) + row(text("Cap") + number(2.6, "3"))))
      .replaceAll("office:document-content", "office:document")
      .replace("office:version", 'office:mimetype="application/vnd.oasis.opendocument.spreadsheet" office:version');
    expect(outline(await loadDocument(loaderInput("a.fods", flat)))[1]).toBe(
      "table(Part | Price): Part | Price\nCap | 2.6",
    );
  });
});
