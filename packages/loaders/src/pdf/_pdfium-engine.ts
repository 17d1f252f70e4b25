import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { WrappedPdfiumModule } from "@embedpdf/pdfium";

/** The calls that run once a character, without the checks and conversions of the wrapped ones. All arguments are numbers or addresses. */
interface RawCalls {
  FPDFText_GetUnicode(textPage: number, index: number): number;
  FPDFText_GetTextObject(textPage: number, index: number): number;
  FPDFText_GetLooseCharBox(textPage: number, index: number, rectangle: number): number;
  FPDFText_GetCharOrigin(textPage: number, index: number, x: number, y: number): number;
  FPDFText_IsGenerated(textPage: number, index: number): number;
  FPDFText_HasUnicodeMapError(textPage: number, index: number): number;
  FPDFText_GetMatrix(textPage: number, index: number, matrix: number): number;
  FPDFText_GetFontSize(textPage: number, index: number): number;
}

/** PDFium as WebAssembly: one instance serves every document of a thread. */
export interface Pdfium {
  readonly calls: WrappedPdfiumModule;
  readonly raw: RawCalls;
  /** The bytes of the engine's memory. Ask again after every call into the engine: growing moves it. */
  heap(): Uint8Array;
  /** Address of `bytes` bytes of its memory, 0 when there are none left. */
  allocate(bytes: number): number;
  free(address: number): void;
}

/**
 * A heap never shrinks once grown, so an engine that a large file left above this is dropped and made anew: 128 MB holds
 * the largest file of the sample data many times over, and two workers stay far below half a gigabyte.
 */
const keptHeapBytes = 128 * 1024 * 1024;

let kept: Promise<Pdfium> | null = null;

/** The engine of this thread, compiled on first use (about 100 ms). */
export function pdfium(): Promise<Pdfium> {
  kept ??= start();
  return kept;
}

/** Forgets the engine after a trap inside it or when its heap has grown large; the next document gets a fresh one. */
export function releasePdfium(engine: Pdfium, trapped: boolean): void {
  if (trapped || engine.heap().byteLength > keptHeapBytes) kept = null;
}

async function start(): Promise<Pdfium> {
  const { init } = await import("@embedpdf/pdfium");
  const file = await readFile(createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm"));
  const options = { wasmBinary: file, print: () => {}, printErr: () => {} };
  const calls = await init(options);
  calls.PDFiumExt_Init();
  const module = calls.pdfium as unknown as { readonly HEAPU8: Uint8Array };
  return {
    calls,
    raw: calls.pdfium.wasmExports as unknown as RawCalls,
    heap: () => module.HEAPU8,
    allocate: (bytes) => calls.pdfium.wasmExports.malloc(bytes),
    free: (address) => calls.pdfium.wasmExports.free(address),
  };
}
