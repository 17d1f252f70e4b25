import { recordingEmbedder } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { staticEmbedder } from "../static/static-embedder.js";
import { StaticEnEmbeddings } from "./static-en-embeddings.js";
import { toEmbeddings } from "./to-embeddings.js";

describe("LangChain embeddings of an embedder", () => {
  it("give the embedder's vectors as numbers, zeros where there is none", async () => {
    const { vectors } = await staticEmbedder().embed(["keys", ""], { kind: "passage" });
    const numbers = await toEmbeddings(staticEmbedder()).embedDocuments(["keys", ""]);
    expect(numbers).toEqual([[...vectors[0]!], Array.from({ length: 256 }, () => 0)]);
    expect(await new StaticEnEmbeddings().embedQuery("keys")).toEqual(numbers[0]);
    expect(await new StaticEnEmbeddings().embedDocuments(["keys"])).toEqual([numbers[0]]);
  });

  it("keep within the embedder's batches and say which side a text is on", async () => {
    const recorder = recordingEmbedder({ ...staticEmbedder(), maxBatch: 2 });
    const embeddings = toEmbeddings(recorder);
    await embeddings.embedDocuments(["a", "b", "c"]);
    await embeddings.embedQuery("d");
    expect(recorder.calls).toEqual([
      { texts: ["a", "b"], kind: "passage" },
      { texts: ["c"], kind: "passage" },
      { texts: ["d"], kind: "query" },
    ]);
  });

  it("reject with the first text's error", async () => {
    const inner = staticEmbedder();
    const { EmbedTextError } = await import("@ragstone/core");
    const error = new EmbedTextError("text-rejected", "no");
    const failing = {
      ...inner,
      embed: () => Promise.resolve({ vectors: [null], failures: [{ index: 0, error }], tokens: 1 }),
    };
    await expect(toEmbeddings(failing).embedDocuments(["a"])).rejects.toBe(error);
  });
});
