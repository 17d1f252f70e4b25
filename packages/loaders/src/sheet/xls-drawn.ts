import { beginOfFile, continued, endOfFile, headerLength, recordsOf } from "./xls-stream.js";

// Records of [MS-XLS], section 2.3, and types of objects, section 2.5.143.
const boundSheet = 0x85;
const object = 0x5d;
const textObject = 0x1b6;
const chartSeries = 0x1003;
const chartText = 0x1025;
const seriesText = 0x100d;
const noteObject = 0x19;

const version8 = 0x0600;

/** Where a record has the number of its text's characters, the place of its sheet or the type of its object. */
const countOfText = 10;
const nameOfSheet = 6;
const typeOfObject = 4;
const textOfSeries = 2;

/**
 * Paragraphs of text boxes and titles of charts by sheet, from the workbook stream of XLS. Comments are text boxes, too,
 * and left out. Earlier versions than Excel 97 have none that are read.
 */
export function xlsDrawn(stream: Buffer): Map<string, string[]> {
  const drawn = new Map<string, string[]>();
  if (stream.length < headerLength + 2 || stream.readUInt16LE(headerLength) !== version8) return drawn;
  const names = new Map<number, string>();
  let depth = 0;
  let sheet: string | undefined;
  let owner = 0;
  let shape = 0;
  for (const { type, at, end } of recordsOf(stream)) {
    const data = stream.subarray(at + headerLength, end);
    if (type === beginOfFile) {
      if (depth === 0) sheet = names.get(at);
      depth += 1;
    } else if (type === endOfFile) depth -= 1;
    else if (type === boundSheet && data.length > nameOfSheet + 2)
      names.set(data.readUInt32LE(0), shortText(data, nameOfSheet));
    else if (type === object && data.length > typeOfObject + 2) shape = data.readUInt16LE(typeOfObject);
    else if (type === chartSeries || type === chartText) owner = type;
    const text =
      type === textObject && shape !== noteObject
        ? continuedText(stream, at)
        : type === seriesText && owner === chartText && data.length > textOfSeries + 2
          ? shortText(data, textOfSeries)
          : "";
    const paragraphs = text.split(/[\r\n]+/).flatMap((line) => line.replace(/\s+/g, " ").trim() || []);
    if (sheet === undefined || paragraphs.length === 0) continue;
    const texts = drawn.get(sheet);
    if (texts === undefined) drawn.set(sheet, paragraphs);
    else for (const paragraph of paragraphs) texts.push(paragraph);
  }
  return drawn;
}

/** A text with the number of its characters in one byte. */
function shortText(data: Buffer, at: number): string {
  return charactersOf(data.subarray(at + 1), data[at]!);
}

/** The text of a text box, in the records that continue the one at a place. */
function continuedText(stream: Buffer, at: number): string {
  const [first, ...parts] = takeContinued(stream, at);
  if (first === undefined || first.length < countOfText + 2) return "";
  const count = first.readUInt16LE(countOfText);
  let text = "";
  for (const part of parts) {
    if (text.length >= count || part.length < 2) break;
    text += charactersOf(part, count - text.length);
  }
  return text;
}

function takeContinued(stream: Buffer, from: number): Buffer[] {
  const parts: Buffer[] = [];
  for (const { type, at, end } of recordsOf(stream, from)) {
    if (at > from && type !== continued) break;
    parts.push(stream.subarray(at + headerLength, end));
  }
  return parts;
}

/** Characters after a byte that says whether they have two bytes each. */
function charactersOf(data: Buffer, count: number): string {
  const isWide = (data[0]! & 1) === 1;
  return isWide ? data.toString("utf16le", 1, 1 + 2 * count) : data.toString("latin1", 1, 1 + count);
}
