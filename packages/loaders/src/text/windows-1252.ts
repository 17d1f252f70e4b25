import { restoreWindows1252 } from "./restore-windows-1252.js";

/** One code unit a byte. */
export function decodeWindows1252(buffer: Buffer): string {
  return restoreWindows1252(buffer.toString("latin1"));
}
