import { loaderInput } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { nameTables } from "./name-tables.js";
import { sheetLoaderOf } from "./sheet-loader.js";

const flat = (...tables: readonly string[]): string =>
  `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="t" xmlns:text="x" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>${tables.join("")}</office:spreadsheet></office:body></office:document>`;
const table = (attributes: string, text: string): string =>
  `<table:table${attributes}><table:table-row><table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell></table:table-row></table:table>`;

describe("sheets of OpenDocument", () => {
  it("that have no name, or the same, are all read", async () => {
    const bytes = flat(
      table("", "one"),
      table(' table:name="A"', "two"),
      table(" table:name='A'", "three"),
      table(' table:name=""', "four"),
    );
    const document = await sheetLoaderOf("application/vnd.oasis.opendocument.spreadsheet-flat-xml").load(
      loaderInput("a.fods", bytes),
    );
    const labels = document.blocks.filter(({ kind }) => kind === "heading").map(({ label }) => label);
    expect(labels).toEqual(["Sheet 1", "A", "A (2)", "Sheet 4"]);
    expect(document.text.match(/one|two|three|four/g)).toEqual(["one", "two", "three", "four"]);
  });

  it("keep names that are their own", () => {
    const content = flat(table(' table:name="A &amp; B"', "one"), table(' table:name="C" table:style-name="s"', "two"));
    expect(nameTables(content)).toBe(content);
  });

  it("are named in linear time", () => {
    const content = `<table:table ${"a='b' ".repeat(100_000)}`;
    expect(nameTables(content)).toBe(content);
    expect(nameTables('<table:table table:name="A">'.repeat(20_000))).toContain('"A (20000)"');
    expect(nameTables("<table:table>".repeat(20_000))).toContain('"Sheet 20000"');
  });
});
