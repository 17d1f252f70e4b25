import { rm } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { OnEvent, RagstoneEvent, Reranker } from "@ragstone/core";
import { tokenWeights, writeTinyCrossEncoder, type TinyCrossEncoderOptions } from "../../test/tiny-cross-encoder.js";
import { onnxEmbedder } from "../onnx/onnx-embedder.js";
import { onnxReranker } from "./onnx-reranker.js";

const opened: { readonly dir: string; readonly reranker: Reranker | null }[] = [];

afterEach(async () => {
  for (const { dir, reranker } of opened.splice(0)) {
    await reranker?.close?.();
    await rm(dir, { recursive: true });
  }
});

async function tiny(options: TinyCrossEncoderOptions = {}, onEvent?: OnEvent): Promise<Reranker> {
  const dir = await writeTinyCrossEncoder(options);
  const entry = { dir, reranker: null };
  opened.push(entry);
  const reranker = await onnxReranker({ dir, threads: 1, onEvent });
  opened[opened.length - 1] = { dir, reranker };
  return reranker;
}

const passages = (...texts: readonly string[]) =>
  texts.map((text, at) => ({ id: String(at), text, headings: [], score: 0.5 }));
const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));
const sumOf = (tokens: string) => tokens.split(" ").reduce((sum, token) => sum + tokenWeights[token]!, 0);
const near = (scores: readonly number[]) => scores.map((score) => expect.closeTo(score, 6) as number);

describe("a cross-encoder", () => {
  it("reads pairs as BERT does: the passage and the end after it are of type 1", async () => {
    const reranker = await tiny();
    expect(await reranker.rerank("rotate key", passages("key days", "lunch menu", "rotate"))).toEqual(
      near([sigmoid(sumOf("key days [SEP]")), sigmoid(sumOf("lunch menu [SEP]")), sigmoid(sumOf("rotate [SEP]"))]),
    );
  });

  it("reads pairs as RoBERTa does: two separators, no types", async () => {
    const reranker = await tiny({ layout: "roberta" });
    expect(await reranker.rerank("key", passages("days", "lunch lunch lunch"))).toEqual(
      near([
        sigmoid(sumOf("[CLS] key [SEP] [SEP] days [SEP]")),
        sigmoid(sumOf("[CLS] key [SEP] [SEP] lunch lunch lunch [SEP]")),
      ]),
    );
  });

  it("has the second of two labels as its score", async () => {
    const reranker = await tiny({ labels: 2 });
    expect(await reranker.rerank("key", passages("days"))).toEqual(near([sigmoid(2 * sumOf("days [SEP]"))]));
  });

  it("reads the headings before the passage", async () => {
    const reranker = await tiny();
    const [headed] = passages("days");
    expect(await reranker.rerank("key", [{ ...headed!, headings: ["rotate"] }])).toEqual(
      near([sigmoid(sumOf("rotate days [SEP]"))]),
    );
  });

  it("reads a passage above its window in several, and the best one counts", async () => {
    const reranker = await tiny({ windowTokens: 8 });
    // Of 8 tokens 3 are special and 1 the query: four words fit at once.
    const [best] = await reranker.rerank("key", passages("lunch lunch lunch menu rotate rotate days days"));
    expect(best).toBeCloseTo(sigmoid(sumOf("rotate rotate days days [SEP]")), 6);
  });

  it("keeps whole sentences of a query above half of its window, and says so", async () => {
    const events: RagstoneEvent[] = [];
    const reranker = await tiny({ layout: "roberta", windowTokens: 10 }, (event) => void events.push(event));
    // Of 10 tokens 4 are special: three are for the query, and its second sentence would be cut.
    const [score] = await reranker.rerank("lunch\nkey key key", passages("days"));
    expect(score).toBeCloseTo(sigmoid(sumOf("[CLS] lunch [SEP] [SEP] days [SEP]")), 6);
    expect(events).toMatchObject([
      { code: "query-shortened", message: expect.stringContaining("it reads 5 of its 17 characters") },
    ]);
  });

  it("cuts a query above half of its window, and still reads the passage", async () => {
    const reranker = await tiny({ windowTokens: 8 });
    const [score] = await reranker.rerank("key ".repeat(50), passages("days rotate"));
    expect(score).toBeCloseTo(sigmoid(sumOf("days rotate [SEP]")), 6);
  });

  it("stops when its signal is aborted", async () => {
    const reranker = await tiny();
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(reranker.rerank("key", passages("days"), { signal })).rejects.toThrow("enough");
  });

  it("reports scores that are not numbers", async () => {
    const weights = Object.values(tokenWeights).map(() => Number.NaN);
    const reranker = await tiny({ weights });
    await expect(reranker.rerank("key", passages("days"))).rejects.toMatchObject({ code: "model-failed" });
  });

  it("is refused with three labels, or where nothing says how pairs are joined", async () => {
    await expect(tiny({ labels: 3 })).rejects.toMatchObject({ code: "model-unsupported" });
    await expect(tiny({ processor: null })).rejects.toMatchObject({
      code: "model-unsupported",
      message: expect.stringContaining("tokenizer.json"),
    });
  });

  it("is no embedder", async () => {
    await tiny();
    await expect(onnxEmbedder({ dir: opened[0]!.dir })).rejects.toMatchObject({
      code: "model-unsupported",
      message: expect.stringContaining("cross-encoder"),
    });
  });
});
