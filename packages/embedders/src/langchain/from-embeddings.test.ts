import { Embeddings } from "@langchain/core/embeddings";
import { wordPiece } from "@ragstone/tokenizers";
import { describe, expect, it } from "vitest";
import { fromEmbeddings } from "./from-embeddings.js";

/** Three dimensions: length, 1, 0. Records its inputs. */
class ScriptedEmbeddings extends Embeddings {
  readonly calls: string[][] = [];
  readonly queries: string[] = [];

  readonly before: (texts: readonly string[]) => void;

  constructor(before: (texts: readonly string[]) => void = () => {}) {
    super({});
    this.before = before;
  }

  async embedDocuments(documents: string[]): Promise<number[][]> {
    this.calls.push(documents);
    this.before(documents);
    return documents.map((text) => [text.length, 1, 0]);
  }

  async embedQuery(document: string): Promise<number[]> {
    this.queries.push(document);
    return [document.length, 1, 0];
  }
}

const facts = { model: "test:scripted", dimensions: 3, windowTokens: 16, tokenizer: wordPiece() };
const status = (code: number) => Object.assign(new Error(`status ${code}`), { status: code });

describe("an embedder of LangChain embeddings", () => {
  it("divides by the length, and sends neither blank nor too long texts", async () => {
    const embeddings = new ScriptedEmbeddings();
    const { vectors, failures } = await fromEmbeddings(embeddings, facts).embed(["abc", " ", "word ".repeat(20)], {
      kind: "passage",
    });
    expect([...vectors[0]!].map((value) => value.toFixed(4))).toEqual(["0.9487", "0.3162", "0.0000"]);
    expect(vectors.slice(1)).toEqual([null, null]);
    expect(failures.map(({ index, error }) => [index, error.code])).toEqual([[2, "text-too-long"]]);
    expect(embeddings.calls).toEqual([["abc"]]);
  });

  it("puts the instruction before queries alone, and counts it", async () => {
    const embeddings = new ScriptedEmbeddings();
    const embedder = fromEmbeddings(embeddings, { ...facts, queryInstruction: "find: " });
    await embedder.embed(["keys"], { kind: "query" });
    await embedder.embed(["keys"], { kind: "passage" });
    expect([embeddings.queries, embeddings.calls]).toEqual([["find: keys"], [["keys"]]]);
    const justFits = "word ".repeat(14);
    expect((await embedder.embed([justFits], { kind: "passage" })).failures).toEqual([]);
    expect((await embedder.embed([justFits], { kind: "query" })).failures).toHaveLength(1);
  });

  it("sends at most a batch at once", async () => {
    const embeddings = new ScriptedEmbeddings();
    await fromEmbeddings(embeddings, { ...facts, maxBatch: 2 }).embed(["a", "b", "c", "d", "e"], { kind: "passage" });
    expect(embeddings.calls).toEqual([["a", "b"], ["c", "d"], ["e"]]);
  });

  it("finds the one text that the service refuses and keeps the others", async () => {
    const embeddings = new ScriptedEmbeddings((texts) => {
      if (texts.includes("bad")) throw status(400);
    });
    const { vectors, failures } = await fromEmbeddings(embeddings, facts).embed(["a", "b", "bad", "d"], {
      kind: "passage",
    });
    expect(vectors.map((vector) => vector !== null)).toEqual([true, true, false, true]);
    expect(failures.map(({ index, error }) => [index, error.code])).toEqual([[2, "text-rejected"]]);
  });

  it("ends the call when the service is out of reach, after one request", async () => {
    const embeddings = new ScriptedEmbeddings(() => {
      throw status(503);
    });
    await expect(fromEmbeddings(embeddings, facts).embed(["a", "b"], { kind: "passage" })).rejects.toMatchObject({
      code: "service-failed",
      status: 503,
    });
    expect(embeddings.calls).toHaveLength(1);
  });

  it("refuses another number of dimensions than configured", async () => {
    await expect(
      fromEmbeddings(new ScriptedEmbeddings(), { ...facts, dimensions: 4 }).embed(["a"], { kind: "passage" }),
    ).rejects.toMatchObject({ code: "response-invalid" });
    expect(() => fromEmbeddings(new ScriptedEmbeddings(), { ...facts, dimensions: 0 })).toThrow(/dimensions is 0/u);
  });
});
