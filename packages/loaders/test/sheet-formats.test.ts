import type { SourceDocument } from "@ragstone/core";
import { loaderInput } from "@ragstone/testkit";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";
import { cell, makeXlsx } from "./make-xlsx.js";

const values = [
  0, 1, -1, 7, 2.6, -2.6, 0.333, 0.05, 12.5, 1234.5, 1234.567, -98765.4321, 0.000012, 4006381333931, 1234567890123456,
  1e21,
];

/** Built-in formats of numbers and of dates (ECMA-376, 18.8.30). */
const numberIds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 37, 38, 39, 40, 41, 42, 43, 44, 48, 49];
const dayIds = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58];

/** Built-in ids, and codes as programs and users write them. */
const numberFormats: readonly (string | number)[] = [
  ...numberIds,
  "0.000",
  "#,##0.000",
  "#",
  "#.##",
  "?.??",
  "00000",
  "0.0%",
  "0\\ %",
  "0.00E+00",
  "#,##0.0,",
  '0.0,,"M"',
  "# ??/??",
  "# ?/8",
  '"$"#,##0.00_);("$"#,##0.00)',
  "[$€-407]#,##0.00",
  "#,##0.00\\ [$€-1]",
  '#,##0.00 "EUR"',
  "£#,##0.00",
  "¥0",
  "[Red]0.00;[Blue]-0.00",
  "0.00;0.00",
  "[>=1000]#,##0;[<0]-0.0;0.00",
  '_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-',
  '"Q"0',
  '0" pcs."',
  '"2024-"0000',
  "0\\-00\\-000",
  "@",
];

const dayFormats: readonly (string | number)[] = [
  ...dayIds,
  "dd.mm.yyyy",
  "DD.MM.YYYY",
  "d.m.yy",
  "dd.mm.yyyy;@",
  "yyyy-mm-dd",
  "yyyy-mm-dd hh:mm:ss",
  "dd/mm/yyyy\\ hh:mm",
  "[$-407]d. mmmm yyyy",
  "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
  "mmm-yy",
  "mmmm yyyy",
  "mmmmm",
  "ddd",
  'yyyy"年"m"月"d"日"',
  "yyyy年m月d日",
  "[Red]dd.mm.yyyy",
  "d-mmm;@",
  "dd.mm.yyyy hh:mm",
];
const timeFormats: readonly (string | number)[] = [
  18,
  19,
  20,
  21,
  45,
  46,
  47,
  "h:mm",
  "[h]:mm",
  "[mm]:ss",
  "hh:mm:ss.000",
];

/** A workbook with a sheet for each format, and on it a row for each value. */
async function load(
  formats: readonly (string | number)[],
  stored: readonly number[],
): Promise<{ readonly document: SourceDocument; readonly tables: readonly (readonly string[])[] }> {
  const rows = (style: number) =>
    [
      `<row r="1">${cell("A1", "label")}${cell("B1", "value")}</row>`,
      ...stored.map(
        (value, at) =>
          `<row r="${at + 2}">${cell(`A${at + 2}`, "v")}${cell(`B${at + 2}`, value, `s="${style}"`)}</row>`,
      ),
    ].join("");
  const sheets = Object.fromEntries(formats.map((_, at) => [`F${at}`, { rows: rows(at + 1) }]));
  const document = await loadDocument(loaderInput("a.xlsx", makeXlsx(sheets, { formats })));
  const tables = document.blocks
    .filter(({ kind }) => kind === "table")
    .map(({ start, end }) =>
      document.text
        .slice(start, end)
        .split("\n")
        .slice(1)
        .map((line) => line.split(" | ")[1] ?? ""),
    );
  return { document, tables };
}

/** A number as a reader reads it: without currency and words, accounting parentheses negative, percent hundredths. */
function read(text: string): number {
  const digits = /\d[\d,]*(?:\.\d+)?/.exec(text.replace("2024-", ""))?.[0] ?? "0";
  const magnitude = Number(digits.replaceAll(",", ""));
  const isNegative = /[-(]/.test(text.slice(0, text.search(/\d/))) && !text.startsWith("2024-");
  return (isNegative ? -magnitude : magnitude) / (text.includes("%") ? 100 : 1);
}

/** The 15 digits that spreadsheets keep, and all of an integer's. */
function kept(value: number): number {
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(15));
}

describe("a sheet for every number format", async () => {
  const { document, tables } = await load(numberFormats, values);

  it.each(numberFormats.map((format, at): [string | number, number] => [format, at]))(
    "%s keeps every stored value",
    (format, at) => {
      const table = document.blocks.filter(({ kind }) => kind === "table")[at]!;
      expect(table.cells?.map(({ value }) => value)).toEqual(values.map(kept));
      // Hyphens of this format group digits.
      const shown = tables[at]!.map((text) => (format === "0\\-00\\-000" ? text.replace(/(?<=\d)-/g, "") : text));
      expect(shown.map((text) => kept(read(text)))).toEqual(values.map((value) => kept(value) + 0));
    },
  );

  it("are 30 at least", () => {
    expect(numberFormats.length + dayFormats.length + timeFormats.length).toBeGreaterThan(30);
    expect(tables).toHaveLength(numberFormats.length);
  });
});

describe("a sheet for every date format", async () => {
  const days = [1, 59, 61, 367, 36526, 44542, 45351, 45356.604166666664, 73050];
  const iso = days.map((day) => {
    // Days before the leap day that 1900 never had count from the day after.
    const time = new Date(Math.round((day - 25569 + (day < 60 ? 1 : 0)) * 86_400) * 1000).toISOString();
    return Number.isInteger(day) ? time.slice(0, 10) : time.slice(0, 19);
  });
  const { document, tables } = await load(dayFormats, days);

  it.each(dayFormats.map((format, at): [string | number, number] => [format, at]))("%s is a date", (_, at) => {
    const table = document.blocks.filter(({ kind }) => kind === "table")[at]!;
    expect(table.cells?.map(({ type, value }) => [type, value])).toEqual(iso.map((value) => ["date", value]));
    expect(tables[at]!.filter((text) => text === "" || /^\d{5}/.test(text))).toEqual([]);
  });

  it.each([
    ["dd.mm.yyyy", "12.12.2021"],
    ["DD.MM.YYYY", "12.12.2021"],
    ["dd.mm.yyyy;@", "12.12.2021"],
    ["[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "Sunday, December 12, 2021"],
    ['yyyy"年"m"月"d"日"', "2021年12月12日"],
    ["yyyy年m月d日", "2021年12月12日"],
  ])("%s shows %s", (format, text) => {
    expect(tables[dayFormats.indexOf(format)]![days.indexOf(44542)]).toBe(text);
  });

  it("shows times of day and durations as text", async () => {
    const { document, tables } = await load(timeFormats, [0.25, 0.604166666666667, 1.5]);
    expect(document.blocks.flatMap(({ cells }) => cells ?? [])).toEqual([]);
    expect(tables.flat().filter((text) => !/^\d+:?\d\d/.test(text))).toEqual([]);
    expect(tables[timeFormats.indexOf("[h]:mm")]).toEqual(["6:00", "14:30", "36:00"]);
  });
});

describe("a number is shown", () => {
  it.each([
    [".00", 0.5, "0.5"],
    ["#.##", -0.05, "-0.05"],
    ["+0.00;-0.00", -0.250000000000002, "-0.25"],
    ["0.00", 38.250000000000007, "38.25"],
    ["0.00", 38.2500001, "38.2500001"],
    [".00", 0.567, "0.567"],
    [14, 45322, "1/31/2024"],
    ['0.00"%"', 12.345, "12.345%"],
    [0, 3e104, "3E+104"],
    [11, -6.02214076e23, "-6.02214076E+23"],
    ["0.00", 1e-300, "1E-300"],
    ["0.0\\%", 12.5, "12.5%"],
    ['General" km"', 12.75, "12.75 km"],
    ['"No. "General', -4006381333931, "No. -4006381333931"],
    ['[$-411]ggge"年"m"月"d"日"', 45000, "2023年3月15日"],
    [34, 45000, "2023-03-15"],
    [35, 0.5, "12:00:00"],
    [55, 45000, "2023-03-15"],
    [56, 0.75, "18:00:00"],
    ['[>100]"over "0;[<0]"minus "0;0.0', 5.25, "5.25"],
    ['[>100]"over "0;[<0]"minus "0;0.0', 150, "over 150"],
    ['[=1]"yes";[=0]"no";0', 1, "yes"],
    ["# ?/8", 2.375, "2.375"],
    ["[h]:mm:ss", 1.5, "36:00:00"],
    ["##0.0E+0", 0.00001234, "0.00001234"],
    ['_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', -12.3456, "(12.3456)"],
    ["00000-0000", 123456789, "12345-6789"],
  ])("in format %s for %d as %s", async (format, value, expected) => {
    const rows = `<row r="1">${cell("A1", value, 's="1"')}</row>`;
    const document = await loadDocument(loaderInput("a.xlsx", makeXlsx({ S: { rows } }, { formats: [format] })));
    expect(document.text.split("\n").at(-1)).toBe(expected);
  });

  it("in its own format next to a built-in one of another edition, in a list without a count", async () => {
    const rows = `<row r="1">${cell("A1", 45000, 's="1"')}${cell("B1", 45000, 's="2"')}</row>`;
    const bytes = makeXlsx({ S: { rows } }, { formats: [27, "dd.mm.yyyy"] });
    const files = unzipSync(bytes);
    const styles = strFromU8(files["xl/styles.xml"]!).replace(/<numFmts count="\d+">/, "<numFmts>");
    const document = await loadDocument(loaderInput("a.xlsx", zipSync({ ...files, "xl/styles.xml": strToU8(styles) })));
    expect(document.text.split("\n").at(-1)).toBe("2023-03-15 | 15.03.2023");
  });
});

describe("cells of other types are shown", () => {
  it.each([
    ["b", "1", "TRUE"],
    ["b", "0", "FALSE"],
    ["e", "#DIV/0!", "#DIV/0!"],
    ["e", "#N/A", "#N/A"],
    ["str", "a formula's text", "a formula's text"],
  ])("of type %s: %s as %s", async (type, value, expected) => {
    const rows = `<row r="1"><c r="A1" t="${type}"><v>${value}</v></c></row>`;
    const document = await loadDocument(loaderInput("a.xlsx", makeXlsx({ S: { rows } })));
    expect(document.text.split("\n").at(-1)).toContain(expected);
  });

  it.each([
    [14, 43000, "9/23/2021"],
    ["dd.mm.yyyy", 0, "01.01.1904"],
    ["[h]:mm", 1.25, "30:00"],
  ])("in format %s for %d as %s where days count from 1904", async (format, value, expected) => {
    const rows = `<row r="1">${cell("A1", value, 's="1"')}</row>`;
    const files = unzipSync(makeXlsx({ S: { rows } }, { formats: [format] }));
    const workbook = strFromU8(files["xl/workbook.xml"]!).replace("<sheets>", '<workbookPr date1904="1"/><sheets>');
    const document = await loadDocument(
      loaderInput("a.xlsx", zipSync({ ...files, "xl/workbook.xml": strToU8(workbook) })),
    );
    expect(document.text.split("\n").at(-1)).toBe(expected);
  });
});
