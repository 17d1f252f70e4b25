const floats = new Float32Array(1);
const bits = new Uint32Array(floats.buffer);

/** Smallest magnitude with 11 significant bits; below it the spacing is constant. */
const smallestNormal = 2 ** -14;
const subnormalStep = 2 ** -24;

/**
 * Rounds a float32 to the nearest IEEE 754 half-precision value below 65,504, ties to even: endpoints answer with such
 * values.
 */
export function roundToHalf(value: number): number {
  if (Math.abs(value) < smallestNormal) return roundEven(value / subnormalStep) * subnormalStep;
  floats[0] = value;
  const all = bits[0]!;
  // 13 of the 23 bits of fraction go; a carry runs into the exponent as it should.
  bits[0] = (all + 0xfff + ((all >>> 13) & 1)) & 0xffff_e000;
  return floats[0];
}

function roundEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}
