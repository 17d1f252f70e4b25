const view = new DataView(new ArrayBuffer(4));

/** Rounds to the nearest IEEE 754 half-precision value, ties to even: endpoints answer with such values. */
export function roundToHalf(value: number): number {
  if (!Number.isFinite(value) || value === 0) return value;
  view.setFloat32(0, value);
  const exponent = ((view.getUint32(0) >>> 23) & 0xff) - 127;
  // 10 bits of fraction; below 2^-14 the spacing stays that of subnormals.
  const step = 2 ** (Math.max(exponent, -14) - 10);
  const scaled = value / step;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return rounded * step;
}
