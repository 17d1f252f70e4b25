import { utf16Order } from "./utf16-order.js";

/**
 * Bytes examined: as many as git examines to distinguish text from binary (`FIRST_FEW_BYTES` in its
 * `xdiff-interface.c`).
 */
export const sniffBytes = 8000;

/** Share of control characters above which bytes are not text. Random bytes contain 10 %, prose none. */
const maxControlShare = 0.02;

/** Whether the first bytes of a file read as text in UTF-8, UTF-16 or an encoding of one byte a character. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, sniffBytes);
  if (utf16Order(head) !== null) return true;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    // Tab, line feed, vertical tab, form feed, carriage return, backspace and escape are used in text.
    if (byte < 32 && !(byte >= 8 && byte <= 13) && byte !== 27) controls += 1;
  }
  return controls <= head.length * maxControlShare;
}
