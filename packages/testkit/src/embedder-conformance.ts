import type { Embedder, EmbedResult } from "@ragstone/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

export interface EmbedderConformanceOptions {
  /** Called once; the suite closes the result. */
  readonly create: () => Embedder | Promise<Embedder>;
  /**
   * Least cosine of a text's vectors from a batch and alone. Quantised models depend a little on the batch.
   * @defaultValue 0.999999
   */
  readonly leastCosine?: number;
}

const texts = [
  "The tenant shall pay the rent on the first day of each month without demand.",
  "Photosynthesis turns light, water and carbon dioxide into sugar and oxygen.",
  "SELECT name, COUNT(*) FROM users GROUP BY name;",
  "Myocardial infarction is caused by an interruption of the blood supply to a part of the heart.",
  "Keys are rotated every ninety days.",
];

const hostile = [
  "\u0000null and \u0007bell",
  "half a pair \ud83d here",
  "\udc00",
  "👩‍👩‍👧‍👦 🍕",
  "x".repeat(5000),
  "a\n\n\t\r\nb",
  "[CLS] [SEP] [PAD]",
  "Ｆｕｌｌｗｉｄｔｈ 東京 Привет",
  "<script>alert(1)</script>",
];

/**
 * The contract of every {@link Embedder}: shape, order, a failure for each text that it cannot embed, and stopping on
 * abort.
 */
export function describeEmbedder(name: string, { create, leastCosine = 0.999999 }: EmbedderConformanceOptions): void {
  describe(`${name} is an embedder`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await create();
    });
    afterAll(async () => {
      await embedder.close?.();
    });
    const passages = (input: readonly string[]) => embedder.embed(input, { kind: "passage" });

    it("states facts that agree with one another", () => {
      const { fingerprint } = embedder;
      expect(fingerprint.dimensions).toBe(embedder.dimensions);
      expect(fingerprint.normalised).toBe(embedder.normalised);
      expect(fingerprint.queryInstruction).toBe(embedder.queryInstruction);
      expect(fingerprint.tokenizer).toBe(embedder.tokenizer.name);
      expect(fingerprint.model).not.toBe("");
      expect(fingerprint.revision).not.toBe("");
      for (const fact of [embedder.dimensions, embedder.windowTokens, embedder.maxBatch, embedder.concurrency]) {
        expect(Number.isInteger(fact) && fact > 0).toBe(true);
      }
    });

    it("gives one vector of its dimensions for each text, in order", async () => {
      const { vectors, failures, tokens } = await passages(texts);
      expect(failures).toEqual([]);
      expect(vectors).toHaveLength(texts.length);
      expect(tokens).toBeGreaterThan(texts.length);
      const reversed = (await passages([...texts].reverse())).vectors.toReversed();
      for (const [index, vector] of vectors.entries()) {
        expect(vector).toBeInstanceOf(Float32Array);
        expect(vector).toHaveLength(embedder.dimensions);
        const nearest = reversed.map((other) => cosine(vector!, other!));
        expect(nearest.indexOf(Math.max(...nearest))).toBe(index);
      }
    });

    it("gives a text the same vector in a batch and alone", async () => {
      const { vectors } = await passages(texts);
      for (const [index, text] of texts.entries()) {
        const alone = (await passages([text])).vectors[0]!;
        expect(cosine(vectors[index]!, alone)).toBeGreaterThanOrEqual(leastCosine);
      }
    });

    it("embeds no text without a call for one", async () => {
      expect(await passages([])).toEqual({ vectors: [], failures: [], tokens: 0 });
    });

    it("has no vector for an empty text, and does not fail it", async () => {
      const { vectors, failures } = await passages(["", texts[0]!, "   ", "\n\t"]);
      expect(failures).toEqual([]);
      expect(vectors.map((vector) => vector === null)).toEqual([true, false, true, true]);
    });

    it("never gives a number that is not finite, whatever the text", async () => {
      expect(unsound(embedder, await passages(hostile))).toEqual([]);
      expect(unsound(embedder, await passages(texts))).toEqual([]);
    });

    it("embeds a text above its window whole or says that it is too long, and keeps the others", async () => {
      const long = "The lease names the parties and their duties. ".repeat(Math.ceil(embedder.windowTokens / 8));
      expect(embedder.tokenizer.count(long)).toBeGreaterThan(embedder.windowTokens);
      const result = await passages([texts[0]!, long, texts[1]!]);
      expect(result.vectors[0]).toBeInstanceOf(Float32Array);
      expect(result.vectors[2]).toBeInstanceOf(Float32Array);
      const codes = result.failures.map(({ index, error }) => `${index} ${error.code}`);
      // When it is embedded, its end must count, or it was cut.
      const ended =
        (await passages([`${long} Volcanoes erupt molten basalt. Whales sing beneath polar ice.`])).vectors[0] ?? null;
      const cut = result.vectors[1] !== null && (ended === null || cosine(result.vectors[1]!, ended) > 0.99999);
      expect(cut).toBe(false);
      expect(codes).toEqual(result.vectors[1] === null ? ["1 text-too-long"] : []);
    });

    it("embeds queries into the space of passages", async () => {
      const { vectors } = await embedder.embed(["How often are keys rotated?"], { kind: "query" });
      const scores = (await passages(texts)).vectors.map((vector) => cosine(vectors[0]!, vector!));
      expect(scores.indexOf(Math.max(...scores))).toBe(4);
    });

    it("gives equal texts equal vectors that do not share memory", async () => {
      const { vectors } = await passages([texts[0]!, texts[0]!]);
      expect(vectors[0]).toEqual(vectors[1]);
      expect(vectors[0]!.buffer === vectors[1]!.buffer && vectors[0]!.byteOffset === vectors[1]!.byteOffset).toBe(
        false,
      );
    });

    it("serves calls that overlap", async () => {
      const alone = await passages(texts);
      const together = await Promise.all(texts.map((text) => passages([text])));
      for (const [index, { vectors }] of together.entries()) {
        expect(cosine(vectors[0]!, alone.vectors[index]!)).toBeGreaterThanOrEqual(leastCosine);
      }
    });

    it("stops when its signal is aborted, before and during the work", async () => {
      const reason = new DOMException("stopped", "AbortError");
      await expect(embedder.embed(texts, { kind: "passage", signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      const controller = new AbortController();
      const many = Array.from(
        { length: embedder.maxBatch * 2 + 1 },
        (_, index) => `${texts[index % texts.length]} ${index}`,
      );
      const running = embedder.embed(many, { kind: "passage", signal: controller.signal });
      controller.abort(reason);
      await expect(running).rejects.toBe(reason);
      expect(unsound(embedder, await passages(texts))).toEqual([]);
    });
  });
}

/** Positions whose vector is not finite, not of unit length when it should be, or there in spite of a failure. */
function unsound(embedder: Embedder, { vectors, failures }: EmbedResult): number[] {
  const failed = new Set(failures.map(({ index }) => index));
  return [...vectors.keys()].filter((index) => {
    const vector = vectors[index]!;
    if (vector === null) return false;
    const length = Math.hypot(...vector);
    return failed.has(index) || !Number.isFinite(length) || (embedder.normalised && Math.abs(length - 1) > 1e-4);
  });
}

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  for (const [index, value] of a.entries()) dot += value * b[index]!;
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}
