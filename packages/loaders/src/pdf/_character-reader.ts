import type { WrappedPdfiumModule } from "@embedpdf/pdfium";
import { readCharactersModule } from "./_read-characters-module.js";

/** Characters read at once. */
export const charactersAtOnce = 1024;

/** Length of a record in `ints` and `floats`; see `read-characters.wat` for what is where. */
export const recordWords = 24;

/** Records of up to {@link charactersAtOnce} characters, as three views of the same bytes. Valid until the next call into the engine. */
interface CharacterRecords {
  readonly ints: Int32Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
}

/** Reads characters `from` to `to` of a text page; at most {@link charactersAtOnce}. */
export type CharacterReader = (textPage: number, from: number, to: number) => CharacterRecords;

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly read: (textPage: number, from: number, to: number, out: number) => void } };
}

/** A reader that runs inside WebAssembly, beside the engine and on its memory. */
export function characterReader(module: WrappedPdfiumModule["pdfium"]): CharacterReader {
  const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
  const functions = module.wasmExports as unknown as { readonly memory: { readonly buffer: ArrayBuffer } };
  const { read } = new Instance(new Module(Buffer.from(readCharactersModule, "base64")), { env: functions, pdfium: functions }).exports;
  const bytes = charactersAtOnce * recordWords * 4;
  const address = module.wasmExports.malloc(bytes);
  let records = viewsOf(functions.memory.buffer, address, bytes);
  return (textPage, from, to) => {
    read(textPage, from, to, address);
    // Memory that grew is another buffer.
    if (records.ints.buffer !== functions.memory.buffer) records = viewsOf(functions.memory.buffer, address, bytes);
    return records;
  };
}

function viewsOf(buffer: ArrayBuffer, address: number, bytes: number): CharacterRecords {
  return { ints: new Int32Array(buffer, address, bytes / 4), floats: new Float32Array(buffer, address, bytes / 4), doubles: new Float64Array(buffer, address, bytes / 8) };
}
