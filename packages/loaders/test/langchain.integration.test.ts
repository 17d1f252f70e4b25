import { type RecordManagerInterface, index } from "@langchain/core/indexing";
import { FakeEmbeddings } from "@langchain/core/utils/testing";
import { VectorStore } from "@langchain/core/vectorstores";
import type { DocumentInterface } from "@langchain/core/documents";
import type { RagstoneEvent } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { RagstoneLoader } from "../src/langchain.js";
import { tempFolder } from "./temp-folder.js";

/** Stores the given documents by id. */
class KeepingStore extends VectorStore {
  declare FilterType: object;
  readonly kept = new Map<string, DocumentInterface>();
  constructor() {
    super(new FakeEmbeddings(), {});
  }
  _vectorstoreType(): string {
    return "keeping";
  }
  async addVectors(): Promise<string[]> {
    return [];
  }
  async addDocuments(documents: DocumentInterface[], options?: { ids?: string[] }): Promise<string[]> {
    for (const [at, document] of documents.entries())
      this.kept.set(options?.ids?.[at] ?? document.pageContent, document);
    return options?.ids ?? [];
  }
  override async delete(): Promise<void> {}
  async similaritySearchVectorWithScore(): Promise<[DocumentInterface, number][]> {
    return [];
  }
}

/** Remembers nothing: every document is new. */
const forgetful: RecordManagerInterface = {
  createSchema: async () => {},
  getTime: async () => Date.now(),
  update: async () => {},
  exists: async (keys) => keys.map(() => false),
  listKeys: async () => [],
  deleteKeys: async () => {},
};

describe("RagstoneLoader", () => {
  it("loads a folder as documents with exact text and flat metadata, and tells of the rest", async () => {
    const root = tempFolder({
      "a.md": "---\ntitle: T\ntags: [x, y]\n---\ntext\n",
      "b.txt": "second",
      "bad.md": Buffer.from([0, 1, 2]),
      "c.png": "x",
    });
    const events: RagstoneEvent[] = [];
    const documents = await new RagstoneLoader(root, { onEvent: (event) => events.push(event) }).load();
    expect(documents.map((document) => document.pageContent)).toEqual([
      "---\ntitle: T\ntags: [x, y]\n---\ntext\n",
      "second",
    ]);
    expect(documents[0]!.metadata).toMatchObject({
      source: "a.md",
      mediaType: "text/markdown",
      title: "T",
      tags: ["x", "y"],
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(
      Object.values(documents[0]!.metadata).every(
        (value) => value === null || typeof value !== "object" || Array.isArray(value),
      ),
    ).toBe(true);
    expect(events).toEqual([
      {
        type: "document-failed",
        path: "bad.md",
        reason: "binary",
        detail: expect.any(String),
        hint: expect.any(String),
      },
      { type: "file-ignored", path: "c.png", reason: "not-a-document" },
    ]);
  });

  it("can be handed to LangChain's index()", async () => {
    const store = new KeepingStore();
    const result = await index({
      docsSource: new RagstoneLoader(tempFolder({ "a.md": "one", "b.md": "two" })),
      recordManager: forgetful,
      vectorStore: store,
    });
    expect(result).toMatchObject({ numAdded: 2 });
    expect([...store.kept.values()].map((document) => document.metadata["source"])).toEqual(["a.md", "b.md"]);
  });
});
