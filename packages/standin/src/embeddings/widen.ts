import { seededRandom } from "../faults/random.js";

const width = 1024;

/**
 * A map from any number of dimensions to 1024 that keeps angles: repeats the vector, each time with other signs and
 * another order, both drawn from a seed. Two seeds give unrelated spaces.
 */
export function widener(dimensions: number, seed: number): (vector: Float32Array) => Float64Array {
  const random = seededRandom(seed);
  const copies = Math.floor(width / dimensions);
  const orders: Uint32Array[] = [];
  const signs: Int8Array[] = [];
  for (let copy = 0; copy < copies; copy += 1) {
    const order = Uint32Array.from({ length: dimensions }, (_, i) => i);
    for (let i = dimensions - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    orders.push(order);
    signs.push(Int8Array.from({ length: dimensions }, () => (random() < 0.5 ? -1 : 1)));
  }
  const scale = 1 / Math.sqrt(copies);
  return (vector) => {
    const wide = new Float64Array(width);
    for (const [copy, order] of orders.entries()) {
      const sign = signs[copy]!;
      for (let i = 0; i < dimensions; i += 1) wide[copy * dimensions + i] = vector[order[i]!]! * sign[i]! * scale;
    }
    return wide;
  };
}
