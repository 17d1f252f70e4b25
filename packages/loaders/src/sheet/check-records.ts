import { DocumentError } from "@ragstone/core";

/** Records of versions 2 to 4, which no stream of version 5 or 8 has. SheetJS reads them all the same. */
const otherVersions: ReadonlySet<number> = new Set([0x01, 0x02, 0x03, 0x04, 0x05, 0x07, 0x08]);

/** The bytes of a record up to its first text's length, by type. */
const leastLengths: ReadonlyMap<number, number> = new Map([
  [0x17, 2], // EXTERNSHEET
  [0x18, 14], // NAME
  [0x1c, 6], // NOTE
  [0x31, 15], // FONT
  [0x41e, 4], // FORMAT
  [0x85, 8], // BOUNDSHEET
  [0xfc, 8], // SST
  [0x1ae, 4], // SUPBOOK
  [0x1ba, 2], // CODENAME
  [0x1b6, 12], // TXO
  [0x204, 8], // LABEL
  [0x207, 2], // STRING
  [0x293, 2], // STYLE
]);

const headerLength = 4;
const beginOfFile = 0x0809;
const endOfFile = 0x0a;

/**
 * Refuses a workbook stream of XLS with records that a text's length is cut off from: SheetJS would read that text
 * without end and take all memory of the process.
 *
 * @throws {@link DocumentError} `malformed`
 */
export function checkRecords(path: string, content: ArrayLike<number>): void {
  const bytes = Uint8Array.from(content);
  if (bytes.length < headerLength) throw damaged(path, "it has no records");
  const view = new DataView(bytes.buffer);
  if (view.getUint16(0, true) !== beginOfFile) throw damaged(path, "it does not begin with the record BOF");
  let before = beginOfFile;
  for (let at = 0; at + headerLength <= bytes.length;) {
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    // What fills the last sector.
    if (type === 0 && before === endOfFile) return;
    if (otherVersions.has(type) || length < (leastLengths.get(type) ?? 0))
      throw damaged(path, `the record 0x${type.toString(16)} at byte ${at} has ${length} bytes`);
    at += headerLength + length;
    before = type;
  }
}

function damaged(path: string, what: string): DocumentError {
  return new DocumentError(path, "malformed", `the workbook is damaged: ${what}`);
}
