import { assemble, constant, op, type, unsigned } from "./assembler.js";

/** The part of the WebAssembly interface that is used here; the types of Node 20 leave it out. */
interface WebAssemblyApi {
  readonly Memory: new (descriptor: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly f: ScanKernel } };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/**
 * `scores[i] = scales[i] * sum(query[j] * codes[i * stride + j])` for `i < count`. All are byte offsets into the
 * memory: codes int8, query int16, scales and scores float32; `stride` is a multiple of 16, and the tail of rows and
 * query is zero.
 */
// The signature of the WebAssembly function.
// oxlint-disable-next-line max-params
export type ScanKernel = (
  codes: number,
  scales: number,
  scores: number,
  query: number,
  stride: number,
  count: number,
) => void;

/** Absent under `node --jitless`. */
const api = (globalThis as unknown as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;

export function createMemory(pages: number): WasmMemory {
  return api === undefined ? plainMemory(pages) : new api.Memory({ initial: pages });
}

function plainMemory(pages: number): WasmMemory {
  let buffer = new ArrayBuffer(pages * 65536);
  return {
    get buffer() {
      return buffer;
    },
    grow(more) {
      const before = buffer;
      buffer = new ArrayBuffer(before.byteLength + more * 65536);
      new Uint8Array(buffer).set(new Uint8Array(before));
      return before.byteLength / 65536;
    },
  };
}

/** The SIMD kernel where the engine has SIMD, else the scalar one. */
export function createScanKernel(memory: WasmMemory): ScanKernel {
  const bytes = simdModule();
  if (api === undefined || !api.validate(bytes)) return createScalarKernel(memory);
  return new api.Instance(new api.Module(bytes), { m: { m: memory } }).exports.f;
}

export function createScalarKernel(memory: WasmMemory): ScanKernel {
  // The signature of the WebAssembly function that it replaces.
  // oxlint-disable-next-line max-params
  return (codes, scales, scores, query, stride, count) => {
    const bytes = new Int8Array(memory.buffer);
    const weights = new Int16Array(memory.buffer, query, stride);
    const floats = new Float32Array(memory.buffer);
    for (let row = 0; row < count; row += 1) {
      let sum = 0;
      const start = codes + row * stride;
      for (let index = 0; index < stride; index += 1) sum += bytes[start + index]! * weights[index]!;
      floats[(scores >> 2) + row] = Math.fround(sum) * floats[(scales >> 2) + row]!;
    }
  };
}

/**
 * In pseudo-code, `a` and `b` being vectors of four int32:
 *
 * ```
 * do {
 *   at = query; end = codes + stride; a = b = 0
 *   do {
 *     row = load16(codes)
 *     a += dot(extendLow(row), load16(at)); b += dot(extendHigh(row), load16(at + 16))
 *     codes += 16; at += 32
 *   } while (codes < end)
 *   a += b
 *   *scores = float(a[0] + a[1] + a[2] + a[3]) * *scales
 *   scores += 4; scales += 4; count -= 1
 * } while (count)
 * ```
 */
// A listing: its instructions are read in order, next to the pseudo-code.
// oxlint-disable-next-line max-lines-per-function
function simdModule(): Uint8Array<ArrayBuffer> {
  const [codes, scales, scores, query, stride, count, at, end, row, a, b] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
  const get = (local: number) => [...op.localGet, ...unsigned(local)];
  const set = (local: number) => [...op.localSet, ...unsigned(local)];
  const load = (offset: number) => [...op.v128Load, 0, ...unsigned(offset)];
  const advance = (local: number, bytes: number) => [
    ...get(local),
    ...op.i32Const,
    ...constant(bytes),
    ...op.i32Add,
    ...set(local),
  ];
  const zero = [...op.v128Const, ...Array.from({ length: 16 }, () => 0)];
  const lane = (index: number) => [...get(a), ...op.i32x4ExtractLane, index];
  const multiplyAdd = (sum: number, extend: readonly number[], offset: number) => [
    ...get(sum),
    ...get(row),
    ...extend,
    ...get(at),
    ...load(offset),
    ...op.i32x4DotI16x8S,
    ...op.i32x4Add,
    ...set(sum),
  ];
  return assemble(
    Array.from({ length: 6 }, () => type.i32),
    [type.i32, type.i32, type.v128, type.v128, type.v128],
    [
      ...op.block,
      ...get(count),
      ...op.i32Eqz,
      ...op.brIf,
      0,
      ...op.loop,
      ...get(query),
      ...set(at),
      ...get(codes),
      ...get(stride),
      ...op.i32Add,
      ...set(end),
      ...zero,
      ...set(a),
      ...zero,
      ...set(b),
      ...op.loop,
      ...get(codes),
      ...load(0),
      ...set(row),
      ...multiplyAdd(a, op.i16x8ExtendLowI8x16S, 0),
      ...multiplyAdd(b, op.i16x8ExtendHighI8x16S, 16),
      ...advance(codes, 16),
      ...advance(at, 32),
      ...get(end),
      ...get(codes),
      ...op.i32Sub,
      ...op.brIf,
      0,
      ...op.end,
      ...get(a),
      ...get(b),
      ...op.i32x4Add,
      ...set(a),
      ...get(scores),
      ...lane(0),
      ...lane(1),
      ...op.i32Add,
      ...lane(2),
      ...op.i32Add,
      ...lane(3),
      ...op.i32Add,
      ...op.f32ConvertI32S,
      ...get(scales),
      ...op.f32Load,
      2,
      0,
      ...op.f32Mul,
      ...op.f32Store,
      2,
      0,
      ...advance(scores, 4),
      ...advance(scales, 4),
      ...get(count),
      ...op.i32Const,
      ...constant(1),
      ...op.i32Sub,
      ...op.localTee,
      ...unsigned(count),
      ...op.brIf,
      0,
      ...op.end,
      ...op.end,
    ],
  );
}
