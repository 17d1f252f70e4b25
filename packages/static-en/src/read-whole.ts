import { closeSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { DamagedTableError } from "./damaged-table-error.js";

/**
 * Fills `target` from the start of a file.
 *
 * @throws {@link DamagedTableError} if the file is shorter
 */
export function readWhole(url: URL, target: Uint8Array): void {
  const file = openSync(url, "r");
  try {
    let filled = 0;
    while (filled < target.length) {
      const bytes = readSync(file, target, filled, target.length - filled, filled);
      if (bytes === 0)
        throw new DamagedTableError({ file: basename(fileURLToPath(url)), bytes: filled, expected: target.length });
      filled += bytes;
    }
  } finally {
    closeSync(file);
  }
}
