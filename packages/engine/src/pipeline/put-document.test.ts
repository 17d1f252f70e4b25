import { createChunker } from "@ragstone/chunker";
import { staticEmbedder } from "@ragstone/embedders";
import { memoryIndex } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import type { PutDocument } from "../api/ragstone.js";
import type { Session, Write } from "../session/session.js";
import { putDocument } from "./put-document.js";

/** Puts a document into an index in memory; records when the write was accepted. */
async function put(document: Partial<PutDocument>, signal?: AbortSignal) {
  const embedder = staticEmbedder();
  const { tokenizer, windowTokens } = embedder;
  const chunker = createChunker({ tokenizer, windowTokens, targetTokens: 400 });
  const index = await memoryIndex().write({
    create: { embedder: embedder.fingerprint, chunker: chunker.fingerprint },
  });
  let accepted = 0;
  const write: Write = (use) => use(index, async () => void (accepted += 1));
  const parts = { loaders: [], embedder: async () => embedder, chunker: async () => chunker };
  const session = parts as unknown as Session;
  const outcome = await putDocument({ session, write, signal }, { path: "a.md", ...document }).catch(
    (error: unknown) => error,
  );
  return { index, outcome, accepted };
}

describe("a put document", () => {
  it.each([
    ["text", { text: "# Keys\n\nKeys rotate." }],
    ["bytes", { bytes: new TextEncoder().encode("# Keys\n\nKeys rotate.") }],
  ])("is indexed from %s, under its name in one spelling", async (_, content) => {
    const metadata = { team: "blue" };
    const { index, outcome, accepted } = await put({ ...content, path: "cafe\u0301.md", metadata });
    expect([outcome, accepted]).toEqual([undefined, 1]);
    const record = await index.document({ origin: "put", path: "caf\u00e9.md" });
    expect(record).toMatchObject({ mediaType: "text/markdown", modifiedMs: null, bytes: 20, title: "Keys", metadata });
    expect(record?.loaderVersion).toBeGreaterThan(0);
    expect((await index.status()).vectors).toBeGreaterThan(0);
  });

  it("keeps metadata of the text that the call does not set", async () => {
    const text = "---\nteam: red\nowner: Ada\n---\n\nKeys rotate.";
    const { index } = await put({ text, metadata: { team: "blue" } });
    expect((await index.documents())[0]?.metadata).toMatchObject({ team: "blue", owner: "Ada" });
  });

  it("may be of another format than its name says", async () => {
    const { index } = await put({ text: "<h1>Keys</h1><p>They rotate.", mediaType: "text/html" });
    expect((await index.documents())[0]).toMatchObject({ mediaType: "text/html" });
  });

  it.each([
    ["neither text nor bytes", {}, { code: "invalid-option" }],
    ["both", { text: "Keys.", bytes: new Uint8Array([65]) }, { code: "invalid-option" }],
    ["no usable text", { bytes: new Uint8Array([0, 1, 2, 0, 255]) }, { code: "document-failed" }],
    ["a signal that fired", { text: "Keys.", signal: AbortSignal.abort(new Error("enough")) }, { message: "enough" }],
  ])(
    "is refused with %s, and nothing is written",
    async (_, { signal, ...document }: Partial<PutDocument> & { signal?: AbortSignal }, error) => {
      const { index, outcome } = await put(document, signal);
      expect(outcome).toMatchObject(error);
      expect(await index.documents()).toEqual([]);
    },
  );
});
