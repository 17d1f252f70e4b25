import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeEmbedder } from "@ragstone/testkit";
import type { Embedder } from "@ragstone/core";
import { onnxEmbedder } from "./onnx-embedder.js";

interface Reference {
  readonly text: string;
  readonly input_ids: readonly number[];
  readonly fp32: readonly number[];
}

const dir = fileURLToPath(new URL("../../../../../shared/models/minilm-l6-v2-onnx", import.meta.url));
const present = existsSync(dir);
const references = present
  ? readFileSync(join(dir, "reference.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Reference)
  : [];
const note = present ? "" : " (skipped: ../shared/models/minilm-l6-v2-onnx is not there)";
const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, column) => sum + value * b[column]!, 0);

describe.skipIf(!present)(`all-MiniLM-L6-v2 as an embedder${note}`, () => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await onnxEmbedder({ dir });
  });
  afterAll(() => embedder.close?.());

  it("gives the reference's vectors as near as its quantised weights allow", async () => {
    // The model's README: int8 against float32 at least .985, and about .01 more for the batch and the processor.
    const { vectors, failures, tokens } = await embedder.embed(
      references.map(({ text }) => text),
      { kind: "passage" },
    );
    expect(failures).toEqual([]);
    expect(references.filter(({ fp32 }, index) => !(cosine(vectors[index]!, fp32) > 0.975))).toEqual([]);
    expect(tokens).toBe(references.reduce((sum, { input_ids: ids }) => sum + ids.length, 0));
  });

  it("knows its facts from the folder", () => {
    expect(embedder).toMatchObject({ dimensions: 384, windowTokens: 512, normalised: true });
    expect(embedder.fingerprint).toMatchObject({ model: "onnx:minilm-l6-v2-onnx", revision: "a82ffa56f2aa-mean" });
  });

  it("pools differently as another model", async () => {
    const cls = await onnxEmbedder({ dir, pooling: "cls", threads: 1 });
    const [mean, first] = await Promise.all(
      [embedder, cls].map((one) => one.embed(["Keys are rotated."], { kind: "passage" })),
    );
    await cls.close?.();
    expect(cosine(mean!.vectors[0]!, first!.vectors[0]!)).toBeLessThan(0.95);
    expect(cls.fingerprint.revision).toBe("a82ffa56f2aa-cls");
  });

  it("reads any tokenizer that its folder has", async () => {
    const other = await mkdtemp(join(tmpdir(), "ragstone-onnx-"));
    try {
      for (const name of ["config.json", "tokenizer_config.json", "onnx"])
        await symlink(join(dir, name), join(other, name));
      const json = JSON.parse(readFileSync(join(dir, "tokenizer.json"), "utf8")) as {
        readonly model: { readonly vocab: Record<string, number> };
      };
      // One word more, and it is no longer the vocabulary that is built in; the ids of texts without it stay.
      json.model.vocab["ragstonesque"] = 30_522;
      await writeFile(join(other, "tokenizer.json"), JSON.stringify(json));
      const through = await onnxEmbedder({ dir: other });
      const texts = references.slice(0, 6).map(({ text }) => text);
      const [expected, actual] = [
        await embedder.embed(texts, { kind: "passage" }),
        await through.embed(texts, { kind: "passage" }),
      ];
      await through.close?.();
      expect(through.fingerprint.tokenizer).not.toBe(embedder.fingerprint.tokenizer);
      expect(actual.tokens).toBe(expected.tokens);
      expect(actual.vectors).toEqual(expected.vectors);
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it("embeds a text of exactly its window and refuses one token more", async () => {
    const fits = "word ".repeat(510);
    const { vectors, failures } = await embedder.embed([fits, `${fits}word`], { kind: "passage" });
    expect(vectors.map((vector) => vector !== null)).toEqual([true, false]);
    expect(failures.map(({ index, error }) => [index, error.code, error.data["tokens"]])).toEqual([
      [1, "text-too-long", 513],
    ]);
  });
});

if (present) describeEmbedder("all-MiniLM-L6-v2", { create: () => onnxEmbedder({ dir }), leastCosine: 0.97 });

describe("a folder that is no model", () => {
  it("is named with the missing part", async () => {
    const empty = await mkdtemp(join(tmpdir(), "ragstone-onnx-"));
    try {
      await expect(onnxEmbedder({ dir: empty })).rejects.toMatchObject({ code: "model-missing" });
      await writeFile(join(empty, "model.onnx"), "junk");
      await writeFile(join(empty, "config.json"), "{");
      await expect(onnxEmbedder({ dir: empty })).rejects.toMatchObject({
        code: "model-damaged",
        message: expect.stringContaining("config.json"),
      });
    } finally {
      await rm(empty, { recursive: true });
    }
  });

  it("is not opened with options that make no sense", async () => {
    await expect(onnxEmbedder({ dir: ".", threads: 0 })).rejects.toMatchObject({ code: "invalid-option" });
    await expect(onnxEmbedder({ dir: ".", pooling: "max" as "mean" })).rejects.toMatchObject({
      code: "invalid-option",
    });
  });
});
