import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { WrappedPdfiumModule } from "@embedpdf/pdfium";

/** PDFium as WebAssembly: one instance serves every document of a thread. */
export type Pdfium = WrappedPdfiumModule;

/** The bytes of the engine's memory. Ask again after every call into the engine: growing moves it. */
export function heapOf(engine: Pdfium): Uint8Array {
  return (engine.pdfium as unknown as { readonly HEAPU8: Uint8Array }).HEAPU8;
}

/**
 * A heap never shrinks once grown, so an engine that a large file left above this is dropped and made anew: 128 MB holds
 * the largest file of the sample data six times over, and two workers stay far below half a gigabyte.
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
  if (trapped || heapOf(engine).byteLength > keptHeapBytes) kept = null;
}

async function start(): Promise<Pdfium> {
  const { init } = await import("@embedpdf/pdfium");
  const file = await readFile(createRequire(import.meta.url).resolve("@embedpdf/pdfium/pdfium.wasm"));
  const options = { wasmBinary: file, print: () => {}, printErr: () => {} };
  const engine = await init(options);
  engine.PDFiumExt_Init();
  return engine;
}
