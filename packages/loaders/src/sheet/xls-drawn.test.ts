import { CFB } from "@e965/xlsx";
import { describe, expect, it } from "vitest";
import { xlsContainer } from "./xls-container.js";
import { xlsDrawn } from "./xls-drawn.js";

type XlsRecord = readonly [type: number, data: readonly number[]];

const begin: XlsRecord = [0x0809, [0x00, 0x06, 0x05, 0x00]];
const end: XlsRecord = [0x0a, []];

function bytesOf(records: readonly XlsRecord[]): number[] {
  return records.flatMap(([type, data]) => [type & 0xff, type >> 8, data.length & 0xff, data.length >> 8, ...data]);
}

const latin = (text: string): number[] => [0, ...Buffer.from(text, "latin1")];
const wide = (text: string): number[] => [1, ...Buffer.from(text, "utf16le")];

/** An object of a type, and its text in records of parts. */
function box(type: number, ...parts: readonly (readonly number[])[]): XlsRecord[] {
  const count = parts.reduce((sum, [flag, ...data]) => sum + data.length / (flag === 1 ? 2 : 1), 0);
  return [
    [0x5d, [0x15, 0, 0x12, 0, type, 0, 1, 0]],
    [0x1b6, [...Array.from({ length: 10 }, () => 0), count, 0, 16, 0, 0, 0, 0, 0]],
    ...parts.map((part): XlsRecord => [0x3c, part]),
    [0x3c, Array.from({ length: 16 }, () => 0)],
  ];
}

const title = (owner: number, text: string): XlsRecord[] => [
  [owner, []],
  [0x100d, [0, 0, text.length, ...latin(text)]],
];

/** The stream of a workbook with a sheet of records. */
function workbook(name: string, sheet: readonly XlsRecord[]): Buffer {
  const globals = (place: number): XlsRecord[] => [
    begin,
    [0x85, [place & 0xff, place >> 8, 0, 0, 0, 0, name.length, ...wide(name)]],
    end,
  ];
  const place = bytesOf(globals(0)).length;
  return Buffer.from(bytesOf([...globals(place), begin, ...sheet, end]));
}

describe("an XLS workbook", () => {
  it("has the paragraphs of its text boxes, in any number of records", () => {
    const stream = workbook("Störe", box(6, latin("Delivered on "), wide("Tuesdays\nÜber Köln")));
    expect(xlsDrawn(stream)).toEqual(new Map([["Störe", ["Delivered on Tuesdays", "Über Köln"]]]));
  });

  it("has the titles of its charts without names of series", () => {
    const chart = [begin, ...title(0x1003, "Quantity"), ...title(0x1025, "Crates per article"), end];
    expect(xlsDrawn(workbook("Stock", chart))).toEqual(new Map([["Stock", ["Crates per article"]]]));
  });

  it("has these titles in a file that is prepared for the parser, which knows no charts", () => {
    const file = CFB.utils.cfb_new({ root: "R" });
    const chart = [begin, ...title(0x1025, "Crates per article"), end];
    CFB.utils.cfb_add(file, "/Workbook", workbook("Stock", chart));
    const bytes = CFB.write(file, { type: "buffer" }) as Buffer;
    expect(xlsContainer(CFB, "a.xls", bytes).drawn).toEqual(new Map([["Stock", ["Crates per article"]]]));
  });

  it("does not show its comments", () => {
    expect(xlsDrawn(workbook("Stock", box(0x19, latin("Recounted"))))).toEqual(new Map());
  });

  it("may end anywhere", () => {
    const stream = workbook("Stock", [...box(6, latin("Delivered")), ...title(0x1025, "Crates")]);
    for (let length = 0; length < stream.length; length += 1)
      expect(() => xlsDrawn(stream.subarray(0, length))).not.toThrow();
  });
});
