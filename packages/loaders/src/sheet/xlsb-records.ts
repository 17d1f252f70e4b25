import { DocumentError } from "@ragstone/core";

/**
 * Bytes of fixed length, or a text with the number of its characters before it: one that a number says is absent, one
 * that may be cut off, or one with flags before and formats after it.
 */
type Field = number | "text" | "nullable-text" | "last-text" | "rich-text";

/**
 * Records that are read, with the fields that SheetJS reads of them. Others are left out: it reads a text of any stated
 * length, and any stated number of cells, names and references, which takes all memory of the process.
 */
const layouts: ReadonlyMap<number, readonly Field[]> = new Map<number, readonly Field[]>([
  [0x00, [13]], // row
  // Cells: column, style, value; those from 0x0d without a column.
  [0x02, [8, 4]],
  [0x03, [8, 1]],
  [0x04, [8, 1]],
  [0x05, [8, 8]],
  [0x06, [8, "text"]],
  [0x07, [8, 4]],
  [0x08, [8, "text"]],
  [0x09, [8, 8]],
  [0x0a, [8, 1]],
  [0x0b, [8, 1]],
  [0x0d, [4, 4]],
  [0x0e, [4, 1]],
  [0x0f, [4, 1]],
  [0x10, [4, 8]],
  [0x11, [4, "text"]],
  [0x12, [4, 4]],
  [0x3e, [8, "rich-text"]],
  [0x13, ["rich-text"]], // shared text
  [0x2c, [2, "text"]], // number format
  [0x2f, [4]], // cell style
  [0x3c, [18]], // columns
  [0x94, [16]], // used range
  [0x99, [8, "last-text"]], // properties of the workbook
  [0x9c, [8, "nullable-text", "text"]], // sheet
  [0x9f, [8]], // shared texts
  [0xa0, []],
  [0xb0, [16]], // merged cells
  [0x0269, []], // cell styles
  [0x026a, []],
  [0x0278, ["text"]], // author of comments
  [0x027b, [20]], // comment
  [0x027c, []],
  [0x027d, ["rich-text"]],
]);

const futureBegin = 0x23;
const futureEnd = 0x24;
const columnInfo = 0x3c;
const sheet = 0x9c;

/** A sheet in files from before the format was final. */
const earlySheet: readonly Field[] = [12, "nullable-text", "text"];

/** Last column of a sheet. */
const maxColumn = 16_383;

const noText = 0xffff_ffff;
const hasFormats = 1;

/**
 * The records of a binary part of an XLSB workbook that are read.
 *
 * @throws {@link DocumentError} `malformed` for a record that is too short for what it says that it contains
 */
export function xlsbRecords(path: string, part: string, content: Uint8Array): Uint8Array {
  const bytes = Buffer.from(content);
  const kept: Buffer[] = [];
  // Between these records are those of later versions, with types of their own.
  let isFuture = false;
  for (let at = 0; at < bytes.length;) {
    const [type, lengthAt] = readNumber(bytes, at, 2);
    const [length, start] = readNumber(bytes, lengthAt, 4);
    const end = start + length;
    if (type === futureBegin || type === futureEnd) isFuture = type === futureBegin;
    if (end > bytes.length) throw damaged(path, { type, at, part });
    const layout = isFuture ? undefined : layouts.get(type);
    if (layout !== undefined) {
      const record = soundRecord(bytes.subarray(at, end), bytes.subarray(start, end), { type, layout });
      if (record === null) throw damaged(path, { type, at, part });
      kept.push(record);
    }
    at = end;
  }
  return Buffer.concat(kept);
}

/** A record as SheetJS is to read it; `null` for one that is too short. */
function soundRecord(
  record: Buffer,
  data: Buffer,
  { type, layout }: { readonly type: number; readonly layout: readonly Field[] },
): Buffer | null {
  if (!contains(data, layout)) return type === sheet && contains(data, earlySheet) ? sheetRecord(data) : null;
  if (type === columnInfo) data.writeUInt32LE(Math.min(maxColumn, data.readUInt32LE(4)), 4);
  return record;
}

function damaged(
  path: string,
  { type, at, part }: { readonly type: number; readonly at: number; readonly part: string },
): DocumentError {
  const record = `the record 0x${type.toString(16)} at byte ${at} of ${part}`;
  return new DocumentError(path, "malformed", `the workbook is damaged: ${record} is cut off`);
}

/** A sheet of an early file, without the number that later ones do not have. */
function sheetRecord(data: Buffer): Buffer {
  const length = data.length - 4;
  const header = [sheet, sheet >> 7, (length & 0x7f) | 0x80, length >> 7];
  return Buffer.concat([Buffer.from(header), data.subarray(0, 4), data.subarray(8)]);
}

/** A number of up to so many bytes, seven bits in each; its value and end. */
function readNumber(bytes: Buffer, at: number, most: number): readonly [number, number] {
  let value = 0;
  for (let index = 0; index < most; index += 1) {
    const byte = bytes[at + index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if ((byte & 0x80) === 0) return [value, at + index + 1];
  }
  return [value, at + most];
}

function contains(data: Buffer, layout: readonly Field[]): boolean {
  let at = 0;
  for (const field of layout) {
    if (typeof field === "number") at += field;
    else if (field !== "last-text" || at < data.length) at = textEnd(data, at, field);
    if (at > data.length) return false;
  }
  return true;
}

/** Where a text ends; `Infinity` without the number of its characters. */
function textEnd(data: Buffer, at: number, field: Exclude<Field, number>): number {
  const isRich = field === "rich-text";
  const countAt = isRich ? at + 1 : at;
  if (countAt + 4 > data.length) return Infinity;
  const count = data.readUInt32LE(countAt);
  if (field === "nullable-text" && count === noText) return countAt + 4;
  const end = countAt + 4 + 2 * count;
  if (!isRich || (data[at]! & hasFormats) === 0) return end;
  return end + 4 > data.length ? Infinity : end + 4 + 4 * data.readUInt32LE(end);
}
