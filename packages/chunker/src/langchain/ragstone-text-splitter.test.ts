import { Document } from "@langchain/core/documents";
import { TextSplitter } from "@langchain/textsplitters";
import { wordPiece } from "@ragstone/tokenizers";
import { describe, expect, test } from "vitest";
import { RagstoneTextSplitter } from "./ragstone-text-splitter.js";

const splitter = new RagstoneTextSplitter({ tokenizer: wordPiece(), windowTokens: 48 });

describe("RagstoneTextSplitter", () => {
  test("gives the range of each slice of repetitive text", async () => {
    const text = "same line again\n".repeat(200);
    const documents = await splitter.createDocuments([text], [{ source: "a.txt" }]);
    expect(documents.length).toBeGreaterThan(10);
    let reached = 0;
    for (const { pageContent, metadata } of documents) {
      const { start, end, loc, source } = metadata as {
        start: number;
        end: number;
        source: string;
        loc: { lines: { from: number; to: number } };
      };
      expect(source).toBe("a.txt");
      expect(start).toBeGreaterThanOrEqual(reached);
      expect(pageContent).toBe(text.slice(start, end));
      expect(loc.lines).toEqual({
        from: text.slice(0, start).split("\n").length,
        to: text.slice(0, end).split("\n").length,
      });
      reached = end;
    }
    expect(reached).toBe(text.trimEnd().length);
  });

  test("is a LangChain text splitter that keeps metadata, and counts the title into the window", async () => {
    expect(splitter).toBeInstanceOf(TextSplitter);
    const text = "Keys are rotated every ninety days, says the handbook of the house. ".repeat(9);
    const documents = await splitter.splitDocuments([
      new Document({ pageContent: text, metadata: { title: "Handbook of keys", loc: { pageNumber: 3 } } }),
    ]);
    expect(documents.map((document) => document.pageContent.trim()).join(" ")).toBe(text.trim());
    for (const { metadata } of documents) {
      expect(metadata["loc"]).toMatchObject({ pageNumber: 3 });
      expect(metadata["tokens"]).toBeLessThanOrEqual(48);
    }
    expect(await splitter.splitText(text)).toEqual(
      (await splitter.createDocuments([text])).map((document) => document.pageContent),
    );
  });

  test("puts a header before slices when it is asked to", async () => {
    const [document] = await splitter.createDocuments(["text"], [], { chunkHeader: "H: " });
    expect(document?.pageContent).toBe("H: text");
  });
});
