/** Share of control characters above which bytes are not text. Random bytes contain 10 %, prose none. */
const maxControlShare = 0.02;

/** Whether bytes have more control characters than a text in an encoding of one byte a character. */
export function hasManyControls(bytes: Uint8Array): boolean {
  let controls = 0;
  // Tab, line feed, vertical tab, form feed, carriage return, backspace and escape are used in text.
  for (const byte of bytes) if (byte < 32 && !(byte >= 8 && byte <= 13) && byte !== 27) controls += 1;
  return controls > bytes.length * maxControlShare;
}
