/** Opcodes of the few instructions used, https://webassembly.github.io/spec/core/binary/instructions.html */
export const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  brIf: [0x0d],
  localGet: [0x20],
  localSet: [0x21],
  localTee: [0x22],
  i32Const: [0x41],
  i32Eqz: [0x45],
  i32GeU: [0x4f],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  f32Load: [0x2a],
  f32Store: [0x38],
  f32Mul: [0x94],
  f32ConvertI32S: [0xb2],
  v128Load: [0xfd, 0x00],
  v128Const: [0xfd, 0x0c],
  i32x4ExtractLane: [0xfd, 0x1b],
  i16x8ExtendLowI8x16S: [0xfd, 0x87, 0x01],
  i16x8ExtendHighI8x16S: [0xfd, 0x88, 0x01],
  i32x4Add: [0xfd, 0xae, 0x01],
  i32x4DotI16x8S: [0xfd, 0xba, 0x01],
} as const;

export const type = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;

export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 127) | (rest > 127 ? 128 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a small non-negative number. */
export function constant(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 63) {
    bytes.push((rest & 127) | 128);
    rest >>= 7;
  }
  return [...bytes, rest];
}

const section = (id: number, body: readonly number[]): number[] => [id, ...unsigned(body.length), ...body];
const name = (text: string): number[] => [...unsigned(text.length), ...Buffer.from(text)];

/**
 * A module with one imported memory `m.m` and one exported function `f` that returns nothing.
 *
 * @param locals - types of the locals after the parameters
 */
export function assemble(
  parameters: readonly number[],
  locals: readonly number[],
  code: readonly number[],
): Uint8Array<ArrayBuffer> {
  const declared = [...unsigned(locals.length), ...locals.flatMap((local) => [1, local])];
  const body = [...declared, ...code, ...op.end];
  return new Uint8Array([
    0x00,
    0x61,
    0x73,
    0x6d,
    0x01,
    0x00,
    0x00,
    0x00,
    ...section(1, [1, 0x60, ...unsigned(parameters.length), ...parameters, 0]),
    ...section(2, [1, ...name("m"), ...name("m"), 0x02, 0x00, 0x01]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name("f"), 0x00, 0x00]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}
