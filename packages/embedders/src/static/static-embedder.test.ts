import { existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readStaticTable } from "@ragstone/static-en";
import { simdStaticSum } from "./static-sum-simd.js";
import { plainStaticSum } from "./static-sum.js";
import { staticEmbedder } from "./static-embedder.js";

interface Reference {
  readonly text: string;
  readonly ids: readonly number[];
  readonly vector: readonly number[];
}

/** Eight of the reference's sixty texts; all of them where the model's own folder is at hand. */
const excerpt = new URL("../../test/static-en-v1-reference.jsonl", import.meta.url);
const whole = new URL("../../../../../shared/models/static-en-v1/reference.jsonl", import.meta.url);
const references = readFileSync(existsSync(whole) ? whole : excerpt, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Reference);

function largestDifference(vector: Float32Array | null, expected: readonly number[]): number {
  return Math.max(...expected.map((value, column) => Math.abs(value - (vector?.[column] ?? 0))));
}

describe(`the vectors of static-en-v1 (${references.length} texts)`, () => {
  it("equal the reference within 2e-6, from ids", () => {
    for (const vectorOf of [plainStaticSum(readStaticTable()), simdStaticSum()!]) {
      expect(references.filter(({ ids, vector }) => !(largestDifference(vectorOf(ids), vector) < 2e-6))).toEqual([]);
    }
  });

  it("equal the reference within 2e-6, from texts in one batch", async () => {
    const { vectors, tokens } = await staticEmbedder().embed(
      references.map(({ text }) => text),
      { kind: "passage" },
    );
    expect(references.filter(({ vector }, index) => !(largestDifference(vectors[index]!, vector) < 2e-6))).toEqual([]);
    expect(tokens).toBe(references.reduce((sum, { ids }) => sum + ids.length, 0));
  });

  it("are absent exactly where the reference is zero", async () => {
    const { vectors } = await staticEmbedder().embed(
      references.map(({ text }) => text),
      { kind: "query" },
    );
    expect(vectors.map((vector) => vector === null)).toEqual(
      references.map(({ vector }) => vector.every((value) => value === 0)),
    );
  });
});

describe("the built-in embedder", () => {
  it("names the table that it reads as its revision", () => {
    const { embeddings } = readStaticTable();
    const sha256 = createHash("sha256")
      .update(new Uint8Array(embeddings.buffer, embeddings.byteOffset, embeddings.byteLength))
      .digest("hex");
    const { fingerprint } = staticEmbedder();
    expect(sha256.startsWith(fingerprint.revision)).toBe(true);
    expect(fingerprint).toMatchObject({
      model: "static-en-v1",
      dimensions: 256,
      normalised: true,
      queryInstruction: null,
      tokenizer: "bert-base-uncased",
    });
  });

  it("counts every repeat of a word", async () => {
    const { vectors } = await staticEmbedder().embed(["rent lease", "rent rent rent lease"], { kind: "passage" });
    const [rent] = (await staticEmbedder().embed(["rent"], { kind: "passage" })).vectors;
    const dot = (vector: Float32Array) => vector.reduce((sum, value, column) => sum + value * rent![column]!, 0);
    expect(dot(vectors[1]!)).toBeGreaterThan(dot(vectors[0]!));
  });
});
