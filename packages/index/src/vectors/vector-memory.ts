import { damaged } from "../store/classify.js";
import type { Database } from "../store/database.js";
import { createMemory, createScanKernel, type ScanKernel, type WasmMemory } from "./scan-kernel.js";

const pageBytes = 65536;

/**
 * Bytes of codes a segment aims at: small enough to rewrite for one new vector, large enough to load 100 MB in 1,500
 * reads.
 */
const segmentBytes = 65536;

/** Vectors of one row of `codes`. A power of two, so that slots divide by shifting. */
export function segmentSizeFor(dimensions: number): number {
  return Math.max(16, 2 ** Math.floor(Math.log2(segmentBytes / strideFor(dimensions))));
}

/** Bytes from one row of codes to the next: the kernel reads 16 at a time. */
export function strideFor(dimensions: number): number {
  return Math.ceil(dimensions / 16) * 16;
}

/**
 * The int8 codes of all vectors in one WebAssembly memory, loaded from the rows of `codes` that changed. A segment is
 * its codes, its scales and room for its scores.
 */
export class VectorMemory {
  readonly #dir: string;
  readonly #size: number;
  readonly #stride: number;
  readonly #dimensions: number;
  readonly #memory: WasmMemory;
  readonly #scan: ScanKernel;
  /** Bytes of the query at the start of the memory. */
  readonly #base: number;
  #segments = 0;
  /** When each segment last changed. */
  readonly #changed: number[] = [];
  #generation = -1;
  #since: { readonly requested: number; readonly at: number; readonly segments: readonly number[] } = {
    requested: -1,
    at: -1,
    segments: [],
  };

  constructor(dir: string, dimensions: number, segmentSize: number) {
    this.#dir = dir;
    this.#dimensions = dimensions;
    this.#size = segmentSize;
    this.#stride = strideFor(dimensions);
    this.#base = this.#stride * 2;
    this.#memory = createMemory(Math.ceil(this.#base / pageBytes));
    this.#scan = createScanKernel(this.#memory);
  }

  get slots(): number {
    return this.#segments * this.#size;
  }

  get segmentSize(): number {
    return this.#size;
  }

  refresh(database: Database, generation: number): void {
    if (this.#generation === generation) return;
    const changed = database.all<{ segment: number; generation: number }>(
      "SELECT segment, generation FROM codes WHERE generation > ? ORDER BY segment",
      this.#generation,
    );
    if (changed.length > 0) this.#reserve(changed.at(-1)!.segment + 1);
    for (const { segment, generation: at } of changed) {
      this.#changed[segment] = at;
      // One at a time: all blobs at once would double the memory.
      const { data } = database.one<{ data: Uint8Array }>("SELECT data FROM codes WHERE segment = ?", segment);
      if (data.length !== this.#dataBytes)
        throw damaged(this.#dir, `vector segment ${segment} has ${data.length} of ${this.#dataBytes} bytes`);
      new Uint8Array(this.#memory.buffer).set(data, this.#offset(segment));
    }
    this.#generation = generation;
  }

  /** Sets the query of the scans that follow, as int16. */
  prepare(query: Float32Array): number {
    let largest = 1e-30;
    for (const value of query) largest = Math.max(largest, Math.abs(value));
    // The whole sum stays an int32 even for vectors whose components are all as large: 127 * limit * stride < 2^31.
    const limit = Math.min(32767, Math.floor((2 ** 31 - 1) / (127 * this.#stride)));
    const weights = new Int16Array(this.#memory.buffer, 0, this.#stride);
    const scale = largest / limit;
    for (let index = 0; index < this.#stride; index += 1)
      weights[index] = index < this.#dimensions ? Math.round(query[index]! / scale) : 0;
    return scale;
  }

  /**
   * Scores every slot and calls back with the scores of one segment at a time, the first of them the one of slot
   * `first`. Multiply by what {@link prepare} returned to get cosines.
   */
  scanAll(visit: (first: number, scores: Float32Array) => void): void {
    for (let segment = 0; segment < this.#segments; segment += 1)
      visit(segment * this.#size, this.scanSegment(segment));
  }

  scanSegment(segment: number): Float32Array {
    const offset = this.#offset(segment);
    const scales = offset + this.#size * this.#stride;
    const scores = scales + this.#size * 4;
    this.#scan(offset, scales, scores, 0, this.#stride, this.#size);
    return new Float32Array(this.#memory.buffer, scores, this.#size);
  }

  scanOne(slot: number): number {
    const segment = Math.floor(slot / this.#size);
    if (segment >= this.#segments) return 0;
    const offset = this.#offset(segment);
    const row = slot % this.#size;
    const scales = offset + this.#size * this.#stride + row * 4;
    const scores = scales + this.#size * 4;
    this.#scan(offset + row * this.#stride, scales, scores, 0, this.#stride, 1);
    return new Float32Array(this.#memory.buffer, scores, 1)[0]!;
  }

  /** Segments that changed after a generation, ascending. The last result is cached, as every search asks for it. */
  changedSince(generation: number): readonly number[] {
    if (this.#since.requested !== generation || this.#since.at !== this.#generation) {
      const segments: number[] = [];
      for (let segment = 0; segment < this.#segments; segment += 1)
        if ((this.#changed[segment] ?? 0) > generation) segments.push(segment);
      this.#since = { requested: generation, at: this.#generation, segments };
    }
    return this.#since.segments;
  }

  /** When a slot's segment last changed. */
  generationOf(slot: number): number {
    return this.#changed[Math.floor(slot / this.#size)] ?? 0;
  }

  /** Bytes of codes. */
  get bytes(): number {
    return this.slots * this.#stride;
  }

  firstSlot(segment: number): number {
    return segment * this.#size;
  }

  /** Codes and scale of a slot, as a view. */
  codes(slot: number): { readonly codes: Int8Array; readonly scale: number } {
    const offset = this.#offset(Math.floor(slot / this.#size));
    const row = slot % this.#size;
    return {
      codes: new Int8Array(this.#memory.buffer, offset + row * this.#stride, this.#dimensions),
      scale: new Float32Array(this.#memory.buffer, offset + this.#size * this.#stride + row * 4, 1)[0]!,
    };
  }

  get #dataBytes(): number {
    return this.#size * (this.#stride + 4);
  }

  #offset(segment: number): number {
    return this.#base + segment * (this.#dataBytes + this.#size * 4);
  }

  #reserve(segments: number): void {
    if (segments <= this.#segments) return;
    const missing = this.#offset(segments) - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / pageBytes));
    this.#segments = segments;
  }
}
