import type { DocumentInterface } from "@langchain/core/documents";
import { describe, expect, it } from "vitest";
import { fromDocumentCompressor } from "./from-document-compressor.js";

const candidates = ["a", "b", "c"].map((text, at) => ({
  id: text,
  text,
  headings: at === 0 ? ["Top"] : [],
  score: 0.5,
}));

/** A compressor that returns what it makes of the documents. */
const compressing = (make: (documents: DocumentInterface[], query: string) => DocumentInterface[]) => ({
  compressDocuments: async (documents: DocumentInterface[], query: string) => make(documents, query),
});
const scored = (document: DocumentInterface, relevanceScore: unknown) => ({
  ...document,
  metadata: { ...document.metadata, relevanceScore },
});

describe("a document compressor as a reranker", () => {
  it("is given the passages with their headings, and scores them", async () => {
    const seen: unknown[] = [];
    const compressor = compressing((documents, query) => {
      seen.push(query, ...documents.map(({ pageContent }) => pageContent));
      return [scored(documents[2]!, 0.9), scored(documents[0]!, 0.2)];
    });
    const reranker = fromDocumentCompressor(compressor, { name: "cohere" });
    expect(await reranker.rerank("q", candidates)).toEqual([0.2, 0, 0.9]);
    expect(seen).toEqual(["q", "Top\n\na", "b", "c"]);
    expect(reranker).toMatchObject({ name: "cohere", maxCandidates: 30 });
  });

  it("has its order counted where it gives no scores, or none from 0 to 1", async () => {
    const reversed = fromDocumentCompressor(compressing((documents) => documents.toReversed()));
    expect(await reversed.rerank("q", candidates)).toEqual([0.5, 0.75, 1]);
    const logits = fromDocumentCompressor(
      compressing((documents) => documents.toReversed().map((document) => scored(document, -3))),
    );
    expect(await logits.rerank("q", candidates)).toEqual([0.5, 0.75, 1]);
  });

  it("may rewrite the passages and take them apart", async () => {
    const extracting = fromDocumentCompressor(
      compressing(([, second]) => [
        { ...second!, pageContent: "part" },
        { ...second!, pageContent: "other" },
      ]),
    );
    expect(await extracting.rerank("q", candidates)).toEqual([0, 1, 0]);
  });

  it("ends at an abort", async () => {
    const never = fromDocumentCompressor({ compressDocuments: () => new Promise(() => {}) });
    const controller = new AbortController();
    const waiting = never.rerank("q", candidates, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
  });

  it("is checked", () => {
    expect(() => fromDocumentCompressor({} as never)).toThrow(/compressDocuments/u);
    expect(() =>
      fromDocumentCompressor(
        compressing((all) => all),
        { maxCandidates: 0 },
      ),
    ).toThrow(/maxCandidates/u);
  });
});
