import { crc32, deflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Pages are mostly white: higher levels take longer and save little. */
const level = 3;

/** An image in PDFium's order of bytes: blue, green, red, and one without meaning. */
export interface Bitmap {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/** Encodes an image as a PNG of 8 bits per channel (PNG specification, third edition). */
export function encodePng({ pixels, width, height, stride }: Bitmap): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Bits per channel, and colours without alpha.
  header.set([8, 2], 8);
  const data = deflateSync(scanlines({ pixels, width, height, stride }), { level });
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

/** Rows of red, green and blue, each after a byte that says that they are not filtered. */
function scanlines({ pixels, width, height, stride }: Bitmap): Uint8Array {
  const rows = new Uint8Array(height * (1 + 3 * width));
  let to = 0;
  for (let row = 0; row < height; row += 1) {
    to += 1;
    for (let from = row * stride, end = from + 4 * width; from < end; from += 4) {
      rows[to] = pixels[from + 2]!;
      rows[to + 1] = pixels[from + 1]!;
      rows[to + 2] = pixels[from]!;
      to += 3;
    }
  }
  return rows;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
}
