import { DocumentError } from "@ragstone/core";

/** Texts at the start of a record (MS-XLSB 2.4), by type: the bytes before the first one, and how many follow each other. */
const texts: ReadonlyMap<number, readonly [offset: number, count: number]> = new Map([
  [0x06, [8, 1]], // BrtCellSt
  [0x08, [8, 1]], // BrtFmlaString
  [0x11, [4, 1]], // BrtShortSt
  [0x13, [1, 1]], // BrtSSTItem
  [0x27, [9, 1]], // BrtName
  [0x2b, [21, 1]], // BrtFont
  [0x2c, [2, 1]], // BrtFmt
  [0x3e, [9, 1]], // BrtCellRString
  [0x93, [19, 1]], // BrtWsProp
  [0x9c, [8, 2]], // BrtBundleSh
  [0x1ee, [16, 4]], // BrtHLink
  [0x278, [0, 1]], // BrtCommentAuthor
  [0x27d, [1, 1]], // BrtCommentText
]);

/** The length of a text that is absent. */
const absent = 0xffff_ffff;

/**
 * Refuses parts of an XLSB workbook with texts that are longer than their records, as damaged files and those of test
 * versions of Excel 2007 have: SheetJS would read such a text without end and take all memory of the process.
 *
 * @throws {@link DocumentError} `malformed`
 */
export function checkBinaryParts(path: string, entries: ReadonlyMap<string, Uint8Array>): void {
  for (const [name, bytes] of entries) {
    if (!name.endsWith(".bin")) continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const { type, start, end } of recordsOf(view)) {
      const [offset, count] = texts.get(type) ?? [0, 0];
      if (count > 0 && !containsTexts(view, { start: start + offset, end: Math.min(end, view.byteLength), count }))
        throw new DocumentError(
          path,
          "malformed",
          `the workbook is damaged: the record ${type} at byte ${start} of ${name} is shorter than its text`,
        );
    }
  }
}

interface BinaryRecord {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

/** The records of a part: type and length are numbers of 7 bits a byte (MS-XLSB 2.1.4). */
function* recordsOf(view: DataView): Generator<BinaryRecord> {
  for (let at = 0; at < view.byteLength;) {
    const type = numberAt(view, at, 2);
    const length = numberAt(view, type.end, 4);
    yield { type: type.value, start: length.end, end: length.end + length.value };
    at = length.end + length.value;
  }
}

function numberAt(view: DataView, at: number, maxBytes: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let end = at;
  for (let place = 0; place < maxBytes && end < view.byteLength; place += 1) {
    const byte = view.getUint8(end);
    end += 1;
    value += (byte & 0x7f) * 2 ** (7 * place);
    if (byte < 0x80) break;
  }
  return { value, end };
}

/** Whether that many texts, each after its length in characters, fit into a record. */
function containsTexts(
  view: DataView,
  { start, end, count }: { readonly start: number; readonly end: number; readonly count: number },
): boolean {
  let at = start;
  for (let text = 0; text < count; text += 1) {
    if (at + 4 > end) return false;
    const length = view.getUint32(at, true);
    at += 4 + (length === absent ? 0 : length * 2);
  }
  return at <= end;
}
