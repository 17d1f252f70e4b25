import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { init } from "@embedpdf/pdfium";

/** A rectangle in points from the top left of a page as it is shown. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

let engine: ReturnType<typeof init> | undefined;

async function start(): ReturnType<typeof init> {
  const wasmBinary = await readFile(createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm"));
  const calls = await init({ wasmBinary });
  calls.PDFiumExt_Init();
  return calls;
}

/**
 * The characters of a page whose middle lies in one of the boxes, in the order in which they are drawn; asked of PDFium
 * itself, for pages without form fields. `turns`: quarter turns of the page, clockwise.
 */
export async function drawnIn(bytes: Uint8Array, page: number, boxes: readonly Box[], turns = 0): Promise<string> {
  const calls = await (engine ??= start());
  const { malloc } = calls.pdfium.wasmExports;
  const heap = () => (calls.pdfium as unknown as { readonly HEAPU8: Uint8Array }).HEAPU8;
  const memory = malloc(bytes.length);
  const box = malloc(32);
  heap().set(bytes, memory);
  const handle = calls.FPDF_LoadPage(calls.FPDF_LoadMemDocument(memory, bytes.length, ""), page - 1);
  const text = calls.FPDFText_LoadPage(handle);
  const [width, height] = [calls.FPDF_GetPageWidthF(handle), calls.FPDF_GetPageHeightF(handle)];
  let found = "";
  for (let index = 0; index < calls.FPDFText_CountChars(text); index += 1) {
    if (calls.FPDFText_IsGenerated(text, index) === 1) continue;
    calls.FPDFText_GetCharBox(text, index, box, box + 8, box + 16, box + 24);
    const view = new DataView(heap().buffer, box, 32);
    const [left, right, bottom, top] = [0, 8, 16, 24].map((at) => view.getFloat64(at, true));
    const { x, y } = shown({ x: (left! + right!) / 2, y: (bottom! + top!) / 2 }, { width, height }, turns);
    const isIn = boxes.some(
      (around) =>
        x >= around.left && x <= around.left + around.width && y >= around.top && y <= around.top + around.height,
    );
    if (isIn) found += String.fromCodePoint(calls.FPDFText_GetUnicode(text, index)).replace("\u0002", "-");
  }
  return found.replaceAll(/\s+/gu, "").normalize("NFKC");
}

/** A place of the page's own coordinates on the page as it is shown. */
function shown({ x, y }: Place, size: { readonly width: number; readonly height: number }, turns: number): Place {
  if (turns === 1) return { x: y, y: x };
  if (turns === 2) return { x: size.width - x, y };
  if (turns === 3) return { x: size.width - y, y: size.height - x };
  return { x, y: size.height - y };
}
