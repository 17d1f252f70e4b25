import type { DocumentToIndex, IndexWriter, RagstoneEvent } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import { beforeAll, describe, expect, it } from "vitest";
import { vectorSearchIndex } from "../src/vector-search.js";
import { Catalogue } from "../src/vector-search/catalogue.js";
import { VectorClient } from "../src/vector-search/vector-client.js";
import { useStandin } from "./use-standin.js";
import { addEndpoint, postTo } from "./vector-indexes.js";
import { workspaceOf } from "./workspace-of.js";

let made = 0;

describe("an index of our own in Vector Search", () => {
  const { standin } = useStandin({
    quirks: { provisioningMs: 0 },
    reset(one) {
      one.setQuirks({ provisioningMs: 0, vectorNumbers: "number" });
      one.setLimits("off");
    },
  });
  beforeAll(() => addEndpoint(standin()));

  const place = (name = `main.docs.own_${(made += 1)}`, parameters = "") => {
    const events: RagstoneEvent[] = [];
    const { workspace } = workspaceOf(standin());
    const provider = vectorSearchIndex({ url: `databricks-vs://${name}${parameters}`, workspace, readyPollMs: 5 });
    const client = (suffix = "") => new VectorClient(`${name}${suffix}`, workspace);
    return { name, events, provider, client, catalogue: new Catalogue(client("_documents")) };
  };
  const put = async (index: IndexWriter, entry: DocumentToIndex) => {
    await index.putVectors(sampleVectors(entry));
    return index.replaceDocument(entry);
  };
  const rowsIn = async (client: VectorClient): Promise<number> => {
    let rows = 0;
    for await (const _ of client.scan("id")) rows += 1;
    return rows;
  };
  const linesOf = (count: number, name = "line") =>
    Array.from({ length: count }, (_, at) => `${name} ${at}`).join("\n");

  it("is made on the only endpoint, waited for, and named by its rows", async () => {
    standin().setQuirks({ provisioningMs: 500 });
    const { provider, name } = place();
    const events: RagstoneEvent[] = [];
    const index = await provider.write({ create: sampleFingerprint, onEvent: (event) => events.push(event) });
    expect(events.map(({ type }) => type)).toContain("endpoint-waited");
    expect(events.at(-1)).toMatchObject({ code: "engine-limits", message: expect.stringContaining("200 passages") as string }); // prettier-ignore
    await put(index, sampleDocument("a.md", "one\ntwo"));
    expect(await index.status()).toMatchObject({ documents: 1, chunks: 2, vectors: 2, search: { kind: "hnsw", recall: null } }); // prettier-ignore
    await index.close();
    expect(provider.describe().name).toBe(`databricks-vs://${name}`);
  });

  it("asks which endpoint where there are several, and never makes one", async () => {
    await postTo(standin(), "endpoints", { name: "ep2", endpoint_type: "STANDARD" });
    const { provider, name } = place();
    await expect(provider.write({ create: sampleFingerprint })).rejects.toMatchObject({
      code: "invalid-option",
      message: expect.stringContaining("one of ep, ep2") as string,
      hint: expect.stringContaining(`${name}?endpoint=NAME`) as string,
    });
    const named = place(name, "?endpoint=ep2");
    await (await named.provider.write({ create: sampleFingerprint })).close();
    expect(await named.provider.exists()).toBe(true);
    const deleted = await fetch(`${standin().host}/api/2.0/vector-search/indexes/${name}`, { method: "DELETE", headers: { authorization: `Bearer ${standin().token}` } }); // prettier-ignore
    expect(deleted.status).toBe(200);
    expect(await named.provider.exists()).toBe(false);
    await (await named.provider.write({ create: sampleFingerprint })).close();
  });

  const open = async (at = place("main.docs.shared", "?endpoint=ep")) =>
    at.provider.write({ create: sampleFingerprint });

  it("stores large documents in parts and rows in batches, and gives them back", async () => {
    const at = place(undefined, "?endpoint=ep");
    const index = await open(at);
    const text = `${linesOf(1200, "Zeile äöü 🍅")}\n${"x".repeat(40_000)}\ud83d`;
    const entry = sampleDocument("big.txt", text);
    expect(await put(index, entry)).toEqual({ chunksAdded: 1201, chunksRemoved: 0 });
    expect((await index.text("big.txt"))?.text).toBe(text);
    const chunks = await index.chunks("big.txt");
    expect(chunks.map(({ text: held, start, end }) => [held, text.slice(start, end)])).toEqual(
      entry.chunks.map((chunk) => [chunk.text, chunk.text]),
    );
    // More than a query by words may have are found by several.
    expect((await index.search({ text: "zeile", k: 700 })).length).toBe(700);
    expect(await put(index, entry)).toEqual({ chunksAdded: 0, chunksRemoved: 0 });
    await index.finish();
    await index.close();
    expect(await rowsIn(at.client())).toBe(1201 + Math.ceil(JSON.stringify(text).length / 16_000));
  });

  it("shows a document only when all of its passages are written", async () => {
    const at = place(undefined, "?endpoint=ep");
    const index = await open(at);
    await put(index, sampleDocument("a.md", "old words here"));
    const reader = await at.provider.read();
    const seen = new Set<string>();
    const replacing = put(index, sampleDocument("a.md", linesOf(1500, "new words here")));
    const done: object[] = [];
    void replacing.then((counts) => done.push(counts));
    while (done.length === 0) {
      const found = await reader.search({ text: "words", vector: sampleVector("words"), k: 2000 });
      seen.add(found.length === 1 ? "old" : found.length === 1500 ? "new" : `${found.length}`);
      const record = await reader.document("a.md");
      const text = await reader.text("a.md");
      expect([1, 1500]).toContain(text?.text.split("\n").length);
      expect([1, 1500]).toContain(record?.chunks);
    }
    expect([...seen].filter((one) => one !== "old" && one !== "new")).toEqual([]);
    await index.close();
  });

  it("leaves nothing half visible when a write fails or is aborted, and cleans up", async () => {
    const at = place(undefined, "?endpoint=ep");
    const index = await open(at);
    await put(index, sampleDocument("a.md", "kept"));
    await index.putVectors(sampleVectors(sampleDocument("a.md", linesOf(1100))));
    standin().setFaults([{ name: "partial", on: at.name, value: 1, times: 1000 }]);
    await expect(index.replaceDocument(sampleDocument("a.md", linesOf(1100)))).rejects.toMatchObject({
      code: "request-rejected",
      message: expect.stringMatching(/500 of 500 rows were not stored/u) as string,
    });
    standin().setFaults([]);
    const controller = new AbortController();
    standin().setFaults([{ name: "latency", on: at.name, value: 50 }]);
    const aborted = index.replaceDocument(sampleDocument("a.md", linesOf(1100)), { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 70);
    await expect(aborted).rejects.toThrow("enough");
    standin().setFaults([]);
    expect((await index.text("a.md"))?.text).toBe("kept");
    expect((await index.search({ text: "line kept", k: 9 })).map(({ text }) => text)).toEqual(["kept"]);
    await index.finish();
    await index.close();
    expect(await rowsIn(at.client())).toBe(2);
  }, 60_000);

  it("takes a writer that was killed over, and deletes the rows that it left", async () => {
    const at = place(undefined, "?endpoint=ep");
    const killed = await open(at);
    await put(killed, sampleDocument("a.md", "committed"));
    await expect(open(at)).rejects.toMatchObject({ code: "index-locked", message: expect.stringContaining(`${process.pid}`) as string }); // prettier-ignore
    // As it is left by a process that ends between the rows of a document and its commit.
    await at.client().upsert([{ id: "strayc0", kind: "chunk", document: "d", generation: "stray", chunk: "c", vector_key: "", terms: "", data: JSON.stringify(sampleDocument("b.md", "half").chunks[0]), embedding: Array.from(sampleVector("half")) }]); // prettier-ignore
    const note = (await at.catalogue.writer())!;
    await at.catalogue.writeWriter({ ...note, atMs: note.atMs - 120_000 });
    const index = await open(at);
    expect((await index.search({ vector: sampleVector("half"), k: 9 })).map(({ text }) => text)).toEqual(["committed"]);
    await index.finish();
    expect(await rowsIn(at.client())).toBe(2);
    await index.close();
    const gone = { ...note, pid: 2 ** 22 + 1, atMs: Date.now() };
    await at.catalogue.writeWriter(gone);
    await (await open(at)).close();
  });

  it("is refused where it is of a newer version, another model or others", async () => {
    const at = place(undefined, "?endpoint=ep");
    const index = await open(at);
    await put(index, sampleDocument("a.md", "text"));
    await index.close();
    const state = (await at.catalogue.state())!;
    const longer = {
      ...sampleFingerprint,
      embedder: { ...sampleFingerprint.embedder, dimensions: 16, model: "longer" },
    };
    await expect(at.provider.write({ create: longer })).rejects.toMatchObject({ code: "model-mismatch", message: expect.stringMatching(/8 dimensions, not 16/u) as string }); // prettier-ignore
    await at.catalogue.commit({ ...state, version: 2 });
    for (const opening of [() => at.provider.read(), () => at.provider.write(), () => open(at)])
      await expect(opening()).rejects.toMatchObject({ code: "index-newer" });
    const foreign = place(undefined, "?endpoint=ep");
    await foreign.client().create({ endpoint: "ep", dimension: 3, schema: { id: "string", body: "string", embedding: "array<float>" } }); // prettier-ignore
    for (const opening of [() => foreign.provider.read(), () => open(foreign)])
      await expect(opening()).rejects.toMatchObject({
        code: "index-foreign",
        message: expect.stringContaining("id, body, embedding") as string,
        hint: expect.stringContaining("?text=COLUMN") as string,
      });
    const empty = place(undefined, "?endpoint=ep");
    await (await open(empty)).close();
    const taken = await empty.provider.write({ create: longer });
    expect(taken.fingerprint).toEqual(longer);
    await taken.putVectors(new Map([["v:x", sampleVector("x", 16)]]));
    await taken.replaceDocument(sampleDocument("x.md", "x"));
    await taken.close();
  });

  it("is refused while it is not ready or forbidden, and read when it is again", async () => {
    const at = place(undefined, "?endpoint=ep");
    await (await open(at)).close();
    for (const [state, code] of [
      ["not-ready", "endpoint-not-ready"],
      ["forbidden", "permission-denied"],
    ] as const) {
      // prettier-ignore
      standin().setVectorSearchState(at.name, state);
      await expect(at.provider.read()).rejects.toMatchObject({ code });
    }
    standin().setVectorSearchState(at.name, "ready");
    await (await at.provider.read()).close();
  });

  it("finds each of many documents in a scope of more than one filter may name", async () => {
    const at = place(undefined, "?endpoint=ep");
    const index = await open(at);
    const documents = 1100;
    const entries = Array.from({ length: documents }, (_, at) =>
      sampleDocument(`in/${at}.txt`, `passage number ${at}`),
    );
    standin().clearRequests();
    await Promise.all(entries.map((entry) => put(index, entry)));
    // Documents that are written at the same time share requests.
    expect(standin().requests.length).toBeLessThan(documents / 4);
    await put(index, sampleDocument("out.txt", "passage number 1099"));
    const filter = { pathPrefix: "in" };
    const found = await index.search({ vector: sampleVector("passage number 1099"), text: "1099", k: 1, filter });
    expect(found.map(({ path }) => path)).toEqual(["in/1099.txt"]);
    expect((await index.termShares(["passage", "1099"], filter)).get("1099")).toBe(1 / documents);
    await index.close();
  }, 120_000);
});
