import { expect, it } from "vitest";
import { checkBinaryParts } from "./check-binary-parts.js";

/** A record of less than 128 bytes. */
function record(type: number, ...body: readonly number[]): number[] {
  const id = type < 128 ? [type] : [(type & 0x7f) | 0x80, type >> 7];
  return [...id, body.length, ...body];
}

const text = [2, 0, 0, 0, 72, 0, 105, 0];
const check =
  (...records: readonly number[][]) =>
  () => {
    checkBinaryParts("a.xlsb", new Map([["xl/sharedStrings.bin", Uint8Array.from(records.flat())]]));
  };

it("accepts texts that their records contain, and absent ones", () => {
  const sheet = record(0x9c, 0, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255, ...text);
  expect(check(record(0x9f), record(0x13, 0, ...text), sheet)).not.toThrow();
});

it.each([
  ["longer than its record", record(0x13, 0, 200, 0, 0, 0, 72, 0)],
  ["cut off", record(0x13, 0)],
  [
    "of the test version of Excel 2007",
    record(0x9c, ...Array.from({ length: 8 }, () => 0), 1, 0, 0, 0, ...text, ...text),
  ],
])("refuses a text that is %s", (_, damaged) => {
  expect(check(damaged, record(0xa0))).toThrow("the workbook is damaged");
});
