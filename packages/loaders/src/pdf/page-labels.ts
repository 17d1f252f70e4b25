import type { OpenDocument } from "./open-document.js";

const maxBytes = 256;

/** The printed number of each page (`iii`, `A-2`); `undefined` where it is the number of the page, or not declared. */
export function readPageLabels({ engine, handle, pageCount }: OpenDocument): (string | undefined)[] {
  const buffer = engine.allocate(maxBytes);
  const labels = Array.from({ length: pageCount }, (_, index) => {
    const length = engine.calls.FPDF_GetPageLabel(handle, index, buffer, maxBytes);
    if (length <= 2 || length > maxBytes) return undefined;
    const label = Buffer.from(engine.heap().subarray(buffer, buffer + length - 2))
      .toString("utf16le")
      .trim();
    return label === "" || label === String(index + 1) ? undefined : label;
  });
  engine.free(buffer);
  return labels;
}
