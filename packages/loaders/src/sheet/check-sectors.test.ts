import { utils, write } from "@e965/xlsx";
import { expect, test } from "vitest";
import { checkSectors } from "./check-sectors.js";

const workbook = utils.book_new(utils.aoa_to_sheet([["pump", 1.5]]), "Pumps");
const sound = new Uint8Array(write(workbook, { type: "array", bookType: "biff8" }) as ArrayBuffer);

const sector = 512;
const view = new DataView(sound.buffer);
const directory = (view.getInt32(0x30, true) + 1) * sector;
const table = (view.getInt32(0x4c, true) + 1) * sector;

/** The file with a whole number in another place. */
function changed(at: number, value: number): Uint8Array {
  const bytes = sound.slice();
  new DataView(bytes.buffer).setInt32(at, value, true);
  return bytes;
}

test("accepts a sound file, and one that is cut off in its last sector", () => {
  expect(() => checkSectors("a.xls", sound)).not.toThrow();
  expect(() => checkSectors("a.xls", sound.slice(0, -100))).not.toThrow();
});

test.each([
  ["a chain of sectors with a loop", changed(table + 4 * view.getInt32(0x30, true), view.getInt32(0x30, true))],
  ["a folder that is below itself", changed(directory + 0x4c, 0)],
  ["two links to one entry", changed(directory + 128 + 0x48, view.getInt32(directory + 0x4c, true))],
  ["a stream that is longer than the file", changed(directory + 128 + 0x78, 0x7fff_ffff)],
  ["an impossible size of sectors", changed(0x1e, 0x1f)],
  ["a header without the rest", sound.slice(0, 300)],
])("refuses %s", (_, bytes) => {
  expect(() => checkSectors("a.xls", bytes)).toThrow("the workbook is damaged");
});
