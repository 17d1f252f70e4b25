import { expect, test } from "vitest";
import { checkRecords } from "./check-records.js";

/** Records of a stream: type and contents. */
function stream(...records: readonly (readonly [number, readonly number[]])[]): number[] {
  return records.flatMap(([type, data]) => [type & 0xff, type >> 8, data.length & 0xff, data.length >> 8, ...data]);
}

const begin = [0x0809, [0x00, 0x06, 0x05, 0x00]] as const;
const end = [0x0a, []] as const;

test("accepts whole records, and whatever fills the last sector", () => {
  const text = [0x0207, [2, 0, 0, 0x68, 0x69]] as const;
  expect(() => checkRecords("a.xls", [...stream(begin, text, end), 0, 0, 0, 0, 7, 0, 0, 0])).not.toThrow();
});

test.each([
  ["a text without its length", [0x0207, []]],
  ["a shared table without its counts", [0xfc, [1, 0]]],
  ["a record of version 2", [0x07, []]],
] as const)("refuses %s, which the parser would read without end", (_, record) => {
  expect(() => checkRecords("a.xls", stream(begin, record, end))).toThrow("the workbook is damaged");
});

test.each([[[]], [[1, 2, 3]], [stream(end)]])("refuses the stream %j", (bytes) => {
  expect(() => checkRecords("a.xls", bytes)).toThrow("the workbook is damaged");
});
