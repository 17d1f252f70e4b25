import { expect, test } from "vitest";
import { xlsbRecords } from "./xlsb-records.js";

/** A record with a type below 128 and fewer than 128 bytes. */
const record = (type: number, data: readonly number[]): number[] => [type, data.length, ...data];
const cell = [0, 0, 0, 0, 0, 0, 0, 0];
const text = (count: number, letters: string): number[] => [
  ...Buffer.from(Uint32Array.of(count).buffer),
  ...Buffer.from(letters, "utf16le"),
];
const read = (...records: readonly (readonly number[])[]): number[] => [
  ...xlsbRecords("a.xlsb", "xl/worksheets/sheet1.bin", Uint8Array.from(records.flat())),
];

test("keeps the records that are read, and leaves out all others", () => {
  const kept = record(0x06, [...cell, ...text(2, "hi")]);
  const names = record(0x27, [0xff, 0xff, 0xff, 0x7f]);
  expect(read(names, kept, names)).toEqual(kept);
});

test("leaves out the records of later versions, whose types mean something else", () => {
  expect(read(record(0x23, [1, 0, 0, 0]), record(0x10, [1, 2, 3]), record(0x24, []))).toEqual([]);
});

test("reads no more columns than a sheet can have", () => {
  const columns = record(0x3c, [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, ...Array.from({ length: 10 }, () => 0)]);
  expect(read(columns).slice(6, 10)).toEqual([0xff, 0x3f, 0, 0]);
});

test("reads the sheets of files from before the format was final", () => {
  const names = [...text(1, "r"), ...text(1, "S")];
  const early = [0x9c, 0x01, 12 + names.length, 0, 0, 0, 0, 7, 7, 7, 7, 1, 0, 0, 0, ...names];
  expect(read(early).slice(4)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, ...names]);
});

test.each([
  ["a text that is longer than its record", record(0x06, [...cell, ...text(0x7fffffff, "hi")])],
  ["a text without its length", record(0x11, [0, 0, 0, 0, 2])],
  ["more formats than fit", record(0x13, [1, ...text(1, "a"), 0xff, 0xff, 0xff, 0x7f])],
  ["a number that is cut off", record(0x05, [...cell, 0, 0])],
  ["a record that is longer than the part", [0x02, 0x7f, 0]],
])("refuses %s", (_, bytes) => {
  expect(() => read(bytes)).toThrow("at byte 0 of xl/worksheets/sheet1.bin is cut off");
});
