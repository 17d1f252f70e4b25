import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Document } from "@langchain/core/documents";
import { Embeddings } from "@langchain/core/embeddings";
import { sampleVector } from "@ragstone/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RagstoneRetriever } from "./ragstone-retriever.js";
import { RagstoneVectorStore } from "./ragstone-vector-store.js";

class CountingEmbeddings extends Embeddings {
  embedded: string[] = [];

  constructor() {
    super({});
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    this.embedded.push(...texts);
    return texts.map((text) => Array.from(sampleVector(text)));
  }

  async embedQuery(text: string): Promise<number[]> {
    return Array.from(sampleVector(text));
  }
}

let dir: string;
let embeddings: CountingEmbeddings;
let store: RagstoneVectorStore;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-langchain-"));
  embeddings = new CountingEmbeddings();
  store = await RagstoneVectorStore.fromDocuments([], embeddings, { dir, model: "sample" });
});
afterEach(async () => {
  await store.index.close();
  rmSync(dir, { recursive: true, force: true });
});

const documents = [
  new Document({ pageContent: "foo", id: "1", metadata: { baz: "bar", page: 1 } }),
  new Document({ pageContent: "thud", id: "2", metadata: { bar: "baz", tags: ["x", "y"] } }),
  new Document({ pageContent: "qux", id: "3", metadata: { loc: { pageNumber: 2, lines: { from: 1 } }, none: null } }),
];

// After the vector store suite of LangChain's own standard tests, whose npm package was never published.
describe("RagstoneVectorStore", () => {
  it("is empty at first", async () => {
    expect(await store.similaritySearch("foo", 1)).toEqual([]);
  });

  it("gives documents back as they were added, nested metadata included", async () => {
    expect(await store.addDocuments(documents)).toEqual(["1", "2", "3"]);
    for (const document of documents) expect(await store.similaritySearch(document.pageContent, 1)).toEqual([document]);
    expect(await store.similaritySearch("anything", 10)).toHaveLength(3);
  });

  it("scores by similarity, higher first", async () => {
    await store.addDocuments(documents);
    const found = await store.similaritySearchWithScore("foo", 3);
    expect(found[0]![0].pageContent).toBe("foo");
    expect(found[0]![1]).toBeCloseTo(1, 3);
    const scores = found.map(([, score]) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    const exact = sampleVector("thud").reduce((sum, value, at) => sum + value * sampleVector("foo")[at]!, 0);
    expect(found.find(([document]) => document.id === "2")![1]).toBeCloseTo(exact, 3);
  });

  it("gives new ids where there are none, and takes ids given", async () => {
    const ids = await store.addDocuments([new Document({ pageContent: "a" }), new Document({ pageContent: "b" })]);
    expect(new Set(ids).size).toBe(2);
    expect(await store.addDocuments([new Document({ pageContent: "c", id: "own" })], { ids: ["given"] })).toEqual([
      "given",
    ]);
    expect((await store.similaritySearch("c", 1))[0]!.id).toBe("given");
  });

  it("replaces a document that comes again under its id, and embeds no text twice", async () => {
    await store.addDocuments(documents);
    await store.addDocuments(documents);
    expect(embeddings.embedded).toEqual(["foo", "thud", "qux"]);
    await store.addDocuments([new Document({ pageContent: "foo edited", id: "1", metadata: {} })]);
    expect((await store.similaritySearch("foo", 10)).map((document) => document.pageContent).sort()).toEqual([
      "foo edited",
      "qux",
      "thud",
    ]);
  });

  it("deletes by id and by filter", async () => {
    await store.addDocuments(documents);
    await store.delete({ ids: ["1", "absent"] });
    expect((await store.similaritySearch("foo", 10)).map((document) => document.id ?? "").sort()).toEqual(["2", "3"]);
    await store.delete({ filter: { metadata: { tags: "y" } } });
    expect((await store.similaritySearch("foo", 10)).map((document) => document.id)).toEqual(["3"]);
    await expect(store.delete()).rejects.toMatchObject({ code: "invalid-option" });
  });

  it("filters by metadata and id", async () => {
    await store.addDocuments(documents);
    expect(
      (await store.similaritySearch("qux", 3, { metadata: { baz: "bar" } })).map((document) => document.id),
    ).toEqual(["1"]);
    expect(
      (await store.asRetriever({ k: 3, filter: { metadata: { page: 1 } } }).invoke("qux")).map(
        (document) => document.id,
      ),
    ).toEqual(["1"]);
  });

  it("keeps vectors that were given apart from those of the text", async () => {
    await store.addVectors(
      [Array.from(sampleVector("elsewhere"))],
      [new Document({ pageContent: "foo", id: "given" })],
    );
    await store.addDocuments([new Document({ pageContent: "foo", id: "own" })]);
    expect((await store.similaritySearch("elsewhere", 1))[0]!.id).toBe("given");
    expect((await store.similaritySearch("foo", 1))[0]!.id).toBe("own");
  });

  it("chooses by what each document adds", async () => {
    await store.addDocuments(documents);
    await store.addDocuments([new Document({ pageContent: "foo", id: "twin" })]);
    const plain = await store.similaritySearch("foo", 2);
    expect(plain.map((document) => document.pageContent)).toEqual(["foo", "foo"]);
    const diverse = await store.maxMarginalRelevanceSearch("foo", { k: 2, lambda: 0.2 });
    expect(diverse.map((document) => document.pageContent)[0]).toBe("foo");
    expect(diverse.map((document) => document.pageContent)[1]).not.toBe("foo");
  });

  it("rejects embeddings of another model", async () => {
    await store.index.close();
    await expect(RagstoneVectorStore.fromDocuments([], embeddings, { dir, model: "another" })).rejects.toMatchObject({
      code: "model-mismatch",
    });
    store = await RagstoneVectorStore.fromTexts(["one", "two"], [{ n: 1 }, { n: 2 }], embeddings, {
      dir,
      model: "sample",
    });
    expect((await store.similaritySearch("two", 1))[0]!.metadata).toEqual({ n: 2 });
  });
});

describe("RagstoneRetriever", () => {
  it("finds by words and by vectors, and by words alone without embeddings", async () => {
    await store.addDocuments([
      new Document({ pageContent: "keys are rotated", id: "1" }),
      new Document({ pageContent: "soup of the day", id: "2" }),
    ]);
    const hybrid = new RagstoneRetriever({ index: store.index, embeddings, k: 2 });
    const found = await hybrid.invoke("keys are rotated");
    expect(found[0]!.pageContent).toBe("keys are rotated");
    expect(found[0]!.metadata["score"]).toBeGreaterThan(0);
    const words = new RagstoneRetriever({ index: store.index });
    expect((await words.invoke("rotating keys")).map((document) => document.pageContent)).toEqual(["keys are rotated"]);
    expect(await words.invoke("zebra")).toEqual([]);
  });
});

describe("parallel writes of a vector store", () => {
  it("succeed in call order, though deleting drops the vectors that no document uses yet", async () => {
    const one = (text: string, id: string) => store.addDocuments([new Document({ pageContent: text, id })]);
    await Promise.all([
      ...["a", "b", "c"].map((text) => one(text, text)),
      store.delete({ ids: ["b"] }),
      one("b again", "b"),
      store.addVectors([Array.from(sampleVector("elsewhere"))], [new Document({ pageContent: "d", id: "d" })]),
      store.delete({ ids: ["c"] }),
    ]);
    const found = await store.similaritySearch("a", 10);
    expect(found.map(({ id, pageContent }) => `${id} ${pageContent}`).sort()).toEqual(["a a", "b b again", "d d"]);
  });
});
