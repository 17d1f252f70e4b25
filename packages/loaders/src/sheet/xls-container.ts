import { DocumentError } from "@ragstone/core";
import type { CFB } from "@e965/xlsx";
import { checkSectors } from "./check-sectors.js";
import { xlsDrawn } from "./xls-drawn.js";
import { xlsRecords } from "./xls-records.js";

/** Where a property stream ([MS-OLEPS]) has the number of its sets, and a single set that of its properties. */
const setsAt = 0x18;
const propertiesAt = 0x34;
const bytesOfProperty = 8;

const summaryName = "/\u0005SummaryInformation";

/** A compound file to parse, and the text that is drawn on its sheets, by name. */
export interface XlsContainer {
  readonly bytes: Buffer;
  readonly drawn: ReadonlyMap<string, readonly string[]>;
}

/**
 * A compound file with the workbook of another and its title: SheetJS then meets only what is read, and is not led
 * around by damaged sectors, records and properties.
 *
 * @throws {@link DocumentError} `malformed` for damage that SheetJS would follow without end
 */
export function xlsContainer(library: typeof CFB, path: string, bytes: Uint8Array): XlsContainer {
  checkSectors(path, bytes);
  const container = library.read(Buffer.from(bytes), { type: "buffer" });
  const workbook = library.find(container, "/Workbook") ?? library.find(container, "/Book");
  if (workbook === null) throw new DocumentError(path, "malformed", "the file contains no workbook");
  const stream = Buffer.from(workbook.content);
  // Before its records are made unknown.
  const drawn = xlsDrawn(stream);
  const copy = library.utils.cfb_new({ root: "R" });
  library.utils.cfb_add(copy, "/Workbook", xlsRecords(path, stream));
  const summary = library.find(container, summaryName);
  if (summary !== null && hasProperties(Buffer.from(summary.content)))
    library.utils.cfb_add(copy, summaryName, summary.content);
  return { bytes: library.write(copy, { type: "buffer" }) as Buffer, drawn };
}

/** Whether there is one set of properties, which can be as many as it says. */
function hasProperties(stream: Buffer): boolean {
  return (
    stream.length >= propertiesAt + 4 &&
    stream.readUInt32LE(setsAt) === 1 &&
    stream.readUInt32LE(propertiesAt) * bytesOfProperty <= stream.length
  );
}
