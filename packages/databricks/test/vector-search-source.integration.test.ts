import { createHash } from "node:crypto";
import type { Candidate, RagstoneEvent, SearchFilter } from "@ragstone/core";
import { sampleVector } from "@ragstone/testkit";
import { beforeAll, describe, expect, it } from "vitest";
import { vectorSearchIndex } from "../src/vector-search.js";
import { useStandin } from "./use-standin.js";
import { addEndpoint, addTableIndex, postTo } from "./vector-indexes.js";
import { workspaceOf } from "./workspace-of.js";

const passages = [
  { id: 1, passage: "Signing keys are rotated every 90 days.", doc: "keys.md", name: "Keys", team: "red", level: 1, seen: 1000 },
  { id: 2, passage: "Backups are kept for a year.", doc: "keys.md", name: "Keys", team: "blue", level: 2, seen: 2000 },
  { id: 3, passage: "Soup of the day is tomato 🍅.", doc: "https://x.example/menu", name: "Menu", team: "blue", level: 3, seen: 3000 },
  { id: 4, passage: "", doc: "empty.md", name: "", team: "red", level: 4, seen: 4000 },
]; // prettier-ignore
const index = "main.docs.passages";
const url = `databricks-vs://${index}?text=passage&document=doc&title=name&modified=seen`;

describe("an index of others", () => {
  const { standin } = useStandin({
    quirks: { provisioningMs: 0 },
    reset: (one) => one.setQuirks({ vectorNumbers: "number" }),
  });
  beforeAll(async () => {
    await addEndpoint(standin());
    await addTableIndex(standin(), { name: index, rows: passages, embeds: "passage" });
    const owned = passages.map((row) => ({
      ...row,
      vec: Array.from(sampleVector(row.passage), (value) => value * 17),
    }));
    await addTableIndex(standin(), { name: "main.docs.owned", rows: owned, vectors: { column: "vec", dimension: 8 } });
  });

  const open = (from = url, onEvent?: (event: RagstoneEvent) => void) =>
    vectorSearchIndex({ url: from, workspace: workspaceOf(standin()).workspace }).read({ onEvent });
  const pathsOf = (candidates: readonly Candidate[]) => candidates.map(({ path }) => path).sort();
  const names = ["keys.md#1", "keys.md#2", "https://x.example/menu#3"];

  it("is read row by row, each with its text as the document", async () => {
    const reader = await open();
    expect((await reader.documents()).map(({ path }) => path)).toEqual([names[2], names[0], names[1]]);
    const key = { origin: "put", path: names[2]! } as const;
    const text = passages[2]!.passage;
    const record = await reader.document(key);
    expect(record).toEqual({
      ...key,
      sha256: createHash("sha256").update(text).digest("hex"),
      bytes: Buffer.byteLength(text),
      modifiedMs: 3000,
      mediaType: "text/plain",
      title: "Menu",
      language: null,
      metadata: { id: 3, doc: "https://x.example/menu", name: "Menu", team: "blue", level: 3, seen: 3000 },
      loaderVersion: 0,
      chunks: 1,
      indexedMs: 0,
    });
    expect(await reader.text(key)).toEqual({ record, text, blocks: [], pages: [] });
    const [chunk] = await reader.chunks(key);
    expect(chunk).toMatchObject({ start: 0, end: text.length, text, headings: ["Menu"] });
    expect(await reader.chunk(chunk!.id)).toEqual(chunk);
    for (const path of ["keys.md#3", "keys.md#9", "nothing", names[2]!])
      expect(await reader.document({ origin: path === names[2] ? "file" : "put", path })).toBeNull();
    expect(await reader.status()).toMatchObject({ documents: 4, search: { recall: null } });
  });

  it("is searched by words and by the vectors that the service makes", async () => {
    const reader = await open();
    const found = await reader.search({ text: "how often are the keys rotated", k: 2 });
    const [first] = found.toSorted((one, other) => other.scores.text - one.scores.text);
    expect(first).toMatchObject({ path: names[0], text: passages[0]!.passage });
    expect(first!.scores.text).toBeGreaterThan(0);
    expect(first!.scores.vector).toBeGreaterThan(0);
    expect(pathsOf(await reader.search({ text: '"kept for a year"', k: 5 }))).toEqual([names[1]]);
    const sent = standin().requests.filter(({ path }) => path.endsWith("/query")).map(({ body }) => body as { query_type: string; query_vector?: unknown }); // prettier-ignore
    expect(new Set(sent.map(({ query_type: type }) => type))).toEqual(new Set(["ANN", "HYBRID"]));
    expect(sent.every(({ query_vector: vector }) => vector === undefined)).toBe(true);
    const shares = await reader.termShares(["rotated", "keys", "zeppelin"]);
    expect(shares.get("zeppelin")).toBe(0);
    expect(shares.get("rotated")).toBeGreaterThan(0);
  });

  it("is searched by vectors of one's own, with cosines", async () => {
    const reader = await open(`databricks-vs://main.docs.owned?text=passage&document=doc`);
    const vector = sampleVector(passages[1]!.passage);
    const [nearest] = await reader.search({ vector, k: 1 });
    expect(nearest).toMatchObject({ path: names[1], scores: { text: 0, vector: expect.closeTo(1, 4) as number } });
    const both = await reader.search({ vector, text: "tomato", k: 1 });
    expect(pathsOf(both)).toEqual([names[2], names[1]].map(String).sort());
    const [held] = [...(await reader.vectors!([nearest!.id])).values()];
    expect(held).toHaveLength(8);
    expect(Math.hypot(...held!)).toBeCloseTo(1, 5);
  });

  it.each<[string, SearchFilter, number[], object]>([
    ["a fact", { metadata: { team: "blue" } }, [1, 2], { team: "blue" }],
    ["any of several", { metadata: { team: { anyOf: ["red", "green"] } } }, [0], { team: ["red", "green"] }],
    ["a number", { metadata: { level: 3 } }, [2], { level: 3 }],
    ["two scopes on one fact", [{ metadata: { team: "blue" } }, { metadata: { team: "red" } }], [], { team: "blue" }],
    ["a time", { after: 2000, before: 3000 }, [1], { "seen >=": 2000, "seen <": 3000 }],
    ["a path", { path: "keys.md*" }, [0, 1], {}],
  ])("is filtered by %s, by the service where it can", async (_, filter, expected, sent) => {
    for (const vectorNumbers of ["number", "string"] as const) {
      standin().setQuirks({ vectorNumbers });
      const reader = await open();
      standin().clearRequests();
      expect(pathsOf(await reader.search({ text: "keys kept soup", k: 3, filter }))).toEqual(expected.map((at) => names[at]!).sort()); // prettier-ignore
      const bodies = standin().requests.filter(({ path }) => path.endsWith("/query")).map(({ body }) => (body as { filters_json?: string }).filters_json ?? "{}"); // prettier-ignore
      expect(bodies.map((body) => JSON.parse(body) as object)).toEqual(bodies.map(() => sent));
      expect(bodies.length).toBeGreaterThan(0);
      const listed = (await reader.documents(filter)).map(({ path }) => path).sort();
      expect(listed).toEqual(expected.map((at) => names[at]!).sort());
    }
  });

  it("finds nothing for a value of another kind and for all of several values", async () => {
    const reader = await open();
    const filters: SearchFilter[] = [
      { metadata: { level: "3" } },
      { metadata: { team: ["red", "blue"] } },
      { metadata: { team: { anyOf: [] } } },
    ];
    for (const filter of filters) expect(await reader.search({ text: "keys", k: 3, filter })).toEqual([]);
  });

  it("says which columns there are", async () => {
    await expect(open(`databricks-vs://${index}?text=body`)).rejects.toMatchObject({
      code: "invalid-option",
      message: expect.stringMatching(/^text is "body"; .*id, passage, doc, name, team, level, seen/u) as string,
    });
    const reader = await open();
    const filter = { metadata: { owner: "x" } };
    const columns = { message: expect.stringContaining("id, doc, name, team, level, seen") as string };
    await expect(reader.search({ text: "keys", k: 1, filter })).rejects.toMatchObject(columns);
    await expect(reader.documents(filter)).rejects.toMatchObject(columns);
  });

  it.each([
    ["databricks-vs://main.docs", /catalog\.schema\.index/u],
    ["databricks-vs://main.docs.x?text=a&vector=b", /no parameters but text/u],
    ["databricks-vs://main.docs.x?document=a", /text=COLUMN/u],
    ["databricks-vs://main.docs.x?text=a&embedder=static-en-v1", /databricks:ENDPOINT/u],
    ["databricks-vs://main.docs.x?text=a&endpoint=ep", /text= for an index of others/u],
  ])("%s names none", (from, message) => {
    expect(() => vectorSearchIndex({ url: from })).toThrow(message);
  });

  it("is refused where it is missing, forbidden, not ready or of other vectors, and never written", async () => {
    const provider = (from: string) => vectorSearchIndex({ url: from, workspace: workspaceOf(standin()).workspace });
    const missing = provider("databricks-vs://main.docs.nothing?text=a");
    expect(await missing.exists()).toBe(false);
    await expect(missing.read()).rejects.toMatchObject({ code: "index-missing" });
    await expect(provider(url).write()).rejects.toMatchObject({ code: "index-read-only" });
    expect(await provider(url).readSettings()).toEqual({ version: 1, embedder: "databricks:gte-large-en" });
    const other = "databricks-vs://main.docs.owned?text=passage&embedder=databricks:gte-large-en";
    await expect(open(other)).rejects.toMatchObject({ code: "model-mismatch", message: expect.stringMatching(/8 dimensions.*1024/u) as string }); // prettier-ignore
    standin().setVectorSearchState(index, "forbidden");
    await expect(open()).rejects.toMatchObject({ code: "permission-denied", hint: expect.stringContaining("SELECT") as string }); // prettier-ignore
    standin().setVectorSearchState(index, "not-ready");
    await expect(open()).rejects.toMatchObject({ code: "endpoint-not-ready" });
    standin().setVectorSearchState(index, "ready");
    const reader = await open();
    standin().setVectorSearchState(index, "not-ready");
    await expect(reader.search({ text: "keys", k: 1 })).rejects.toMatchObject({ code: "endpoint-not-ready" });
    standin().setVectorSearchState(index, "ready");
  });

  it("is answered through faults and throttling", async () => {
    const reader = await open();
    standin().setFaults([{ name: "random", share: 0.2 }]);
    standin().setLimits({ "vector-search": { qps: 20 } });
    for (let round = 0; round < 10; round += 1)
      expect(pathsOf(await reader.search({ text: "keys", k: 1 }))).toContain(names[0]);
    standin().setLimits("off");
  });

  it("follows the table once it is synced", async () => {
    const reader = await open();
    standin().putTable(`${index}_table`, [{ ...passages[0]!, passage: "Keys are made of brass." }]);
    await postTo(standin(), `indexes/${index}/sync`, {});
    expect((await reader.text({ origin: "put", path: names[0]! }))?.text).toBe("Keys are made of brass.");
    expect(await reader.document({ origin: "put", path: names[1]! })).toBeNull();
  });
});
