import { hasManyControls } from "./has-many-controls.js";
import { utf16Order } from "./utf16-order.js";

/**
 * Bytes examined: as many as git examines to distinguish text from binary (`FIRST_FEW_BYTES` in its
 * `xdiff-interface.c`).
 */
export const sniffBytes = 8000;

/** Whether the first bytes of a file read as text in UTF-8, UTF-16 or an encoding of one byte a character. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, sniffBytes);
  return utf16Order(head) !== null || (!head.includes(0) && !hasManyControls(head));
}
