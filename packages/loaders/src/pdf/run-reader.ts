import type { WrappedPdfiumModule } from "@embedpdf/pdfium";
import { readRunsModule } from "./read-runs-module.js";

/** Characters read at once: nearly every page has fewer. */
export const charactersAtOnce = 8192;

/** Length of a record in `ints` and `floats`; see `read-runs.wat` for the layout. */
export const recordWords = 24;

const recordBytes = recordWords * 4;
const scratchBytes = 128;

/** Bytes of records as numbers of three kinds. */
export interface RecordViews {
  readonly ints: Int32Array;
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
}

/**
 * Records of up to {@link charactersAtOnce} characters, as three views of the same bytes. Valid until the next call
 * into the engine.
 */
export interface RunRecords extends RecordViews {
  readonly records: number;
  /** Letters of the runs, one after the other. */
  readonly letters: string;
  /** Whether a space came last. */
  readonly spaced: boolean;
}

/**
 * Reads characters `from` to `to` of a text page; at most {@link charactersAtOnce}. `spaced`: whether a space came
 * before.
 */
export type RunReader = (textPage: number, from: number, to: number, spaced: boolean) => RunRecords;

// The signature of the WebAssembly function.
// oxlint-disable-next-line max-params
type Read = (
  textPage: number,
  from: number,
  to: number,
  out: number,
  text: number,
  scratch: number,
  spaced: number,
) => number;

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly read: Read } };
}

/** A reader inside WebAssembly that runs next to the engine and shares its memory. */
export function runReader(module: WrappedPdfiumModule["pdfium"]): RunReader {
  const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
  const functions = module.wasmExports as unknown as { readonly memory: { readonly buffer: ArrayBuffer } };
  const { read } = new Instance(new Module(Buffer.from(readRunsModule, "base64")), {
    env: functions,
    pdfium: functions,
  }).exports;
  const address = module.wasmExports.malloc(charactersAtOnce * (recordBytes + 1) + scratchBytes);
  const scratch = address + charactersAtOnce * recordBytes;
  const text = scratch + scratchBytes;
  let views = viewsOf(functions.memory.buffer, address, text);
  return (textPage, from, to, spaced) => {
    const result = read(textPage, from, to, address, text, scratch, spaced ? 1 : 0);
    // Memory that grew is another buffer.
    if (views.ints.buffer !== functions.memory.buffer) views = viewsOf(functions.memory.buffer, address, text);
    const { ints, floats, doubles, bytes } = views;
    return {
      ints,
      floats,
      doubles,
      records: result >> 1,
      letters: bytes.toString("latin1", 0, to - from),
      spaced: (result & 1) === 1,
    };
  };
}

function viewsOf(buffer: ArrayBuffer, address: number, text: number) {
  const words = charactersAtOnce * recordWords;
  return {
    ints: new Int32Array(buffer, address, words),
    floats: new Float32Array(buffer, address, words),
    doubles: new Float64Array(buffer, address, words / 2),
    bytes: Buffer.from(buffer, text, charactersAtOnce),
  };
}
