import { DocumentError } from "@ragstone/core";
import { beginOfFile, continued, endOfFile, headerLength, recordsOf } from "./xls-stream.js";

/**
 * Records that are read, with the bytes of each up to its first text. Others are left out: SheetJS parses nearly every
 * record of every version, some of them without end where bytes are damaged.
 */
const leastLengths: ReadonlyMap<number, number> = new Map([
  [0x06, 22], // FORMULA
  [0x0a, 0], // EOF
  [0x1c, 6], // NOTE
  [0x22, 2], // DATE1904
  [0x2f, 0], // FILEPASS
  [0x3c, 0], // CONTINUE
  [0x42, 2], // CODEPAGE
  [0x5d, 0], // OBJ
  [0x7d, 10], // COLINFO
  [0x85, 8], // BOUNDSHEET
  [0xbd, 6], // MULRK
  [0xd6, 8], // RSTRING
  [0xe0, 6], // XF
  [0xe5, 2], // MERGECELLS
  [0xfc, 8], // SST
  [0xfd, 10], // LABELSST
  [0x1b6, 12], // TXO
  [0x200, 10], // DIMENSIONS
  [0x203, 14], // NUMBER
  [0x204, 8], // LABEL
  [0x205, 8], // BOOLERR
  [0x206, 22], // FORMULA
  [0x207, 2], // STRING
  [0x208, 13], // ROW
  [0x27e, 10], // RK
  [0x406, 22], // FORMULA
  [0x41e, 4], // FORMAT
  [0x809, 4], // BOF
]);

/** Where records have the number of their text's characters, in two bytes. */
const textCounts: ReadonlyMap<number, number> = new Map([
  [0xd6, 6], // RSTRING
  [0x204, 6], // LABEL
  [0x207, 0], // STRING
]);

/** MSODRAWINGGROUP, which SheetJS knows and does not read. */
const unread = 0xeb;

const columnInfo = 0x7d;
const filePassword = 0x2f;
const mergedCells = 0xe5;
const formulas: ReadonlySet<number> = new Set([0x06, 0x206, 0x406]);

/** Where a formula has the length of its tokens. */
const tokensLength = 20;

/** Last column of a sheet; Excel also writes the one after it. */
const maxColumn = 256;

/**
 * Makes all records that are not read unknown in the workbook stream of XLS, and leaves out the tokens of formulas. Their
 * places stay, since sheets are found by them.
 *
 * @param bytes - the stream, which is changed
 * @returns the stream up to its last record
 * @throws {@link DocumentError} `malformed` for a record that is too short for what it says that it contains: SheetJS
 * would read on, in part without end, and take all memory of the process
 */
export function xlsRecords(path: string, bytes: Buffer): Buffer {
  if (bytes.length < headerLength) throw damaged(path, "it has no records");
  if (bytes.readUInt16LE(0) !== beginOfFile) throw damaged(path, "it does not begin with the record BOF");
  let depth = 0;
  for (const { type, at, end } of recordsOf(bytes)) {
    // What fills the last sector.
    if (depth === 0 && type !== beginOfFile) return bytes.subarray(0, at);
    if (type === beginOfFile) depth += 1;
    else if (type === endOfFile) depth -= 1;
    const least = leastLengths.get(type);
    const length = end - at - headerLength;
    if (least === undefined) bytes.writeUInt16LE(unread, at);
    else if (length < least || end > bytes.length || !contains(bytes, at, end))
      throw damaged(path, `the record 0x${type.toString(16)} at byte ${at} has ${length} bytes`);
    else limit(bytes, at);
    // The contents of all further records are encrypted.
    if (type === filePassword) return bytes.subarray(0, end);
  }
  return bytes;
}

/** Whether the texts and ranges that a record counts can be in it, or in the records that continue it. */
function contains(bytes: Buffer, at: number, end: number): boolean {
  const type = bytes.readUInt16LE(at);
  const start = at + headerLength;
  if (type === mergedCells) return end - start >= 2 + 8 * bytes.readUInt16LE(start);
  const countAt = textCounts.get(type);
  if (countAt === undefined) return true;
  let room = end - start - countAt - 2;
  for (const next of recordsOf(bytes, end)) {
    if (next.type !== continued) break;
    room += next.end - next.at - headerLength;
  }
  return bytes.readUInt16LE(start + countAt) <= room;
}

/** Leaves out columns that no sheet has, and the tokens of a formula. */
function limit(bytes: Buffer, at: number): void {
  const type = bytes.readUInt16LE(at);
  const start = at + headerLength;
  if (type === columnInfo) bytes.writeUInt16LE(Math.min(maxColumn, bytes.readUInt16LE(start + 2)), start + 2);
  else if (formulas.has(type)) bytes.writeUInt16LE(0, start + tokensLength);
}

function damaged(path: string, what: string): DocumentError {
  return new DocumentError(path, "malformed", `the workbook is damaged: ${what}`);
}
