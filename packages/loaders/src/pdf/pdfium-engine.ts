import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { WrappedPdfiumModule } from "@embedpdf/pdfium";
import { retriableOnce } from "@ragstone/core";
import { type RunReader, runReader } from "./run-reader.js";

/** PDFium as WebAssembly: one instance serves every document of a thread. */
export interface Pdfium {
  readonly calls: WrappedPdfiumModule;
  readonly readRuns: RunReader;
  /** The bytes of the engine's memory. Ask again after every call into the engine: growing moves it. */
  heap(): Uint8Array;
  /** Address of `bytes` bytes of its memory, 0 when there are none left. */
  allocate(bytes: number): number;
  free(address: number): void;
}

/**
 * A heap never shrinks, so an engine that a large file grew beyond this is discarded and recreated: 128 MB fits the
 * largest file of the sample data many times over, and two workers stay far below half a gigabyte.
 */
const keptHeapBytes = 128 * 1024 * 1024;

/** The engine of this thread, compiled on first use (about 100 ms). */
export const pdfium = retriableOnce(start);

/** Forgets the engine after a trap inside it or when its heap has grown large; the next document gets a fresh one. */
export function releasePdfium(engine: Pdfium, trapped: boolean): void {
  if (trapped || engine.heap().byteLength > keptHeapBytes) pdfium.forget();
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
    readRuns: runReader(calls.pdfium),
    heap: () => module.HEAPU8,
    allocate: (bytes) => calls.pdfium.wasmExports.malloc(bytes),
    free: (address) => calls.pdfium.wasmExports.free(address),
  };
}
