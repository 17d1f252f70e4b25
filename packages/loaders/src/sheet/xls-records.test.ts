import { expect, test } from "vitest";
import { xlsRecords } from "./xls-records.js";

/** Records of a stream: type and contents. */
function stream(...records: readonly (readonly [number, readonly number[]])[]): number[] {
  return records.flatMap(([type, data]) => [type & 0xff, type >> 8, data.length & 0xff, data.length >> 8, ...data]);
}

const begin = [0x0809, [0x00, 0x06, 0x05, 0x00]] as const;
const end = [0x0a, []] as const;
const read = (...records: readonly (readonly [number, readonly number[]])[]): number[] => [
  ...xlsRecords("a.xls", Buffer.from(stream(begin, ...records, end))),
];
const label = (count: number): readonly [number, readonly number[]] => [
  0x0204,
  [0, 0, 0, 0, 0, 0, count & 0xff, count >> 8, 0, 0x68, 0x69],
];

test("accepts whole records, and leaves out whatever fills the last sector", () => {
  const whole = stream(begin, [0x0207, [2, 0, 0, 0x68, 0x69]], end);
  expect([...xlsRecords("a.xls", Buffer.from([...whole, 0, 0, 0, 0, 7, 0, 0, 0]))]).toEqual(whole);
});

test.each([0x07, 0x21, 0x18, 0x1b8])("makes the record %i unknown, which is not read", (type) => {
  expect(read([type, [1, 2]])).toEqual(stream(begin, [0xeb, [1, 2]], end));
});

test("leaves out the tokens of formulas and columns that no sheet has", () => {
  const tokens = (count: number): number[] => [...Array.from({ length: 20 }, () => 1), count, 0, 0x1e];
  const columns = (last: readonly number[]): number[] => [0, 0, ...last, 0, 0, 0, 0, 0, 0];
  expect(read([0x06, tokens(1)], [0x7d, columns([0xff, 0xff])])).toEqual(
    stream(begin, [0x06, tokens(0)], [0x7d, columns([0, 1])], end),
  );
});

test("accepts a text that further records continue", () => {
  expect(read(label(6), [0x3c, [0, 1, 2, 3, 4]])).toEqual(stream(begin, label(6), [0x3c, [0, 1, 2, 3, 4]], end));
});

test.each([
  ["a text without its length", [0x0207, []]],
  ["a text that is longer than its record", label(300)],
  ["a shared table without its counts", [0xfc, [1, 0]]],
  ["more merged cells than fit", [0xe5, [0xff, 0xff]]],
] as const)("refuses %s, which the parser would read without end", (_, record) => {
  expect(() => read(record)).toThrow("the workbook is damaged");
});

test.each([[[]], [[1, 2, 3]], [stream(end)]])("refuses the stream %j", (bytes) => {
  expect(() => xlsRecords("a.xls", Buffer.from(bytes))).toThrow("the workbook is damaged");
});
