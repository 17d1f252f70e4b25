// Records of [MS-XLS], section 2.3.
export const beginOfFile = 0x0809;
export const endOfFile = 0x0a;
export const continued = 0x3c;

/** Bytes of a record before its data: its type and the length of the data. */
export const headerLength = 4;

/** A record of the workbook stream of XLS. */
export interface XlsRecord {
  readonly type: number;
  /** Where its header begins. */
  readonly at: number;
  /** Where it ends by its length: behind the end of the stream in a damaged one. */
  readonly end: number;
}

/** The records of a stream from a place on, where one begins. */
export function* recordsOf(stream: Buffer, from = 0): Generator<XlsRecord, void, undefined> {
  for (let at = from; at + headerLength <= stream.length;) {
    const end = at + headerLength + stream.readUInt16LE(at + 2);
    yield { type: stream.readUInt16LE(at), at, end };
    at = end;
  }
}
