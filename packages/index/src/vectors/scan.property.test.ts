import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { preciseDot, quantise } from "./quantise.js";
import { createMemory, createScalarKernel, createScanKernel } from "./scan-kernel.js";
import { strideFor } from "./vector-memory.js";

const dimensions = fc.integer({ min: 1, max: 100 });
const vectorOf = (length: number) =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length })
    .map((list) => Float32Array.from(list));

function normalised(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  return norm === 0 ? vector : vector.map((value) => value / norm);
}

describe("the scan kernel", () => {
  it("gives the same result as the scalar one, bit for bit", () => {
    fc.assert(
      fc.property(
        dimensions.chain((length) =>
          fc.record({
            stride: fc.constant(strideFor(length)),
            rows: fc.array(fc.array(fc.integer({ min: -127, max: 127 }), { minLength: length, maxLength: length }), {
              maxLength: 9,
            }),
            query: fc.array(fc.integer({ min: -32767, max: 32767 }), { minLength: length, maxLength: length }),
            scale: fc.double({ min: 1e-6, max: 1, noNaN: true }),
          }),
        ),
        ({ stride, rows, query, scale }) => {
          const run = (create: typeof createScanKernel) => {
            const memory = createMemory(2);
            new Int16Array(memory.buffer).set(query);
            const codes = stride * 2;
            for (const [row, values] of rows.entries()) new Int8Array(memory.buffer).set(values, codes + row * stride);
            const scales = codes + rows.length * stride;
            new Float32Array(memory.buffer, scales, rows.length).fill(scale);
            create(memory)(codes, scales, scales + rows.length * 4, 0, stride, rows.length);
            return [...new Float32Array(memory.buffer, scales + rows.length * 4, rows.length)];
          };
          expect(run(createScanKernel)).toEqual(run(createScalarKernel));
        },
      ),
    );
  });
});

describe("quantised vectors", () => {
  it("keep scalar products to 16 bits", () => {
    fc.assert(
      fc.property(
        dimensions.chain((length) => fc.record({ vector: vectorOf(length), query: vectorOf(length) })),
        ({ vector, query }) => {
          const unit = normalised(vector);
          const asked = normalised(query);
          const exact = unit.reduce((sum, value, index) => sum + value * asked[index]!, 0);
          const { codes, residuals, scale } = quantise(vector);
          expect(Math.abs(preciseDot(asked, codes, residuals, scale) - exact)).toBeLessThan(2e-4);
        },
      ),
    );
  });
});
