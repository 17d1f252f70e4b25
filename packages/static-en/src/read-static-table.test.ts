import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readStaticConfig, readStaticTable } from "./read-static-table.js";

const sha256 = (view: ArrayBufferView) =>
  createHash("sha256")
    .update(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
    .digest("hex");

describe("the table of static-en-v1", () => {
  const { config, embeddings, scales } = readStaticTable();

  it("is the one that its config describes, byte for byte", () => {
    expect(config).toEqual(readStaticConfig());
    expect(embeddings.length).toBe(config.vocabSize * config.dim);
    expect(scales.length).toBe(config.vocabSize);
    expect(sha256(embeddings)).toBe(config.files["embeddings.i8.bin"].sha256);
    expect(sha256(scales)).toBe(config.files["scales.f32.bin"].sha256);
  });

  it("has zero rows for padding, unknown and special tokens, and for no other", () => {
    const isZero = (row: number) =>
      scales[row] === 0 || embeddings.subarray(row * config.dim, (row + 1) * config.dim).every((value) => value === 0);
    const zeroRows = Array.from({ length: config.vocabSize }, (_, row) => row).filter(isZero);
    expect(zeroRows).toEqual(Array.from({ length: 999 }, (_, row) => row));
  });

  it("has finite scales", () => {
    expect(scales.every((scale) => Number.isFinite(scale) && scale >= 0)).toBe(true);
  });
});
