import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Generator, RagstoneEvent, Reranker } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { memoryIndex } from "@ragstone/testkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderOf } from "../../test/folder.js";
import type { OpenOptions } from "../api/open-options.js";
import { openRagstone } from "./open-ragstone.js";

const files = {
  "keys.md": "# Keys\n\nSigning keys rotate every 90 days.",
  "team/lunch.md": "# Lunch\n\nLunch costs 9.50 francs.",
};

async function opened(options: Partial<OpenOptions> = {}) {
  const folder = await folderOf(files);
  const dataDir = await folderOf({});
  const rag = await openRagstone({ folder, dataDir, index: memoryIndex(), ...options });
  onTestFinished(() => rag.close());
  return { rag, folder };
}

describe("an opened index", () => {
  it("finds at most 10 passages by both sides, unless another number or mode is asked for", async () => {
    const { rag, folder } = await opened();
    for (let day = 0; day < 12; day += 1) writeFileSync(join(folder, `${day}.md`), `On day ${day} a valve leaked.`);
    await rag.index();
    const hits = await rag.search("valve leaked");
    expect(hits).toHaveLength(10);
    for (const { scores } of hits) expect([scores.text > 0, scores.vector !== null]).toEqual([true, true]);
    expect(await rag.search("valve leaked", { k: 3 })).toHaveLength(3);
    for (const { scores } of await rag.search("valve leaked", { mode: "text" })) expect(scores.vector).toBeNull();
  });

  it("orders hits by its reranker", async () => {
    const lastFirst: Reranker = {
      name: "last-first",
      maxCandidates: 50,
      rerank: async (_, candidates) => candidates.map((_, at) => at / candidates.length),
    };
    const { rag } = await opened();
    await rag.index();
    const { rag: reranked } = await opened({ reranker: lastFirst });
    await reranked.index();
    const query = "how often do signing keys rotate";
    expect((await reranked.search(query)).map(({ path }) => path)).toEqual(
      (await rag.search(query)).map(({ path }) => path).toReversed(),
    );
  });

  it("refuses to search by the vectors of another model", async () => {
    const index = memoryIndex();
    const { rag } = await opened({ index });
    await rag.index();
    const made = staticEmbedder();
    const embedder = { ...made, fingerprint: { ...made.fingerprint, model: "other" } };
    const { rag: other } = await opened({ index, embedder });
    await expect(other.search("keys")).rejects.toMatchObject({ code: "model-mismatch" });
    expect(await other.search("keys", { mode: "text" })).toHaveLength(1);
  });

  it("combines the filters of nested views with the call's", async () => {
    const { rag } = await opened();
    await rag.index();
    const team = rag.scoped({ filter: { path: "team/**" } });
    const pathsOf = async (view: Pick<typeof team, "search">, path?: string) =>
      (await view.search("keys lunch francs", path === undefined ? {} : { filter: { path } })).map((hit) => hit.path);
    expect(await pathsOf(team)).toEqual(["team/lunch.md"]);
    expect(await pathsOf(team, "keys.md")).toEqual([]);
    expect(await pathsOf(team.scoped({ filter: { path: "keys.md" } }))).toEqual([]);
    expect(await pathsOf(rag, "keys.md")).toEqual(["keys.md"]);
    expect((await team.ask("How often do signing keys rotate?")).citations).toEqual([]);
    expect((await rag.ask("How often do signing keys rotate?")).text).toContain("90 days");
    expect((await rag.ask("How often do signing keys rotate?", { filter: { path: "team/**" } })).citations).toEqual([]);
  });

  it("answers with its own generator unless the call names another, and judges only with a model", async () => {
    const { rag } = await opened();
    await rag.index();
    const judge = { name: "no-model", kind: "extractive" } as unknown as Generator;
    await expect(rag.ask("How often do keys rotate?", { judge })).rejects.toMatchObject({
      code: "invalid-option",
      message: expect.stringContaining("judge"),
    });
  });

  it("puts, shows and removes texts, and tells whether there was one", async () => {
    const { rag } = await opened();
    await rag.put({ path: "note.txt", text: "Pumps run at 40 bar." });
    expect(await rag.showText("put:note.txt")).toMatchObject({ text: "Pumps run at 40 bar." });
    expect((await rag.showChunks("put:note.txt")).chunks).toHaveLength(1);
    expect(await rag.remove("none.txt")).toBe(false);
    expect(await rag.remove("note.txt")).toBe(true);
    expect(await rag.remove("note.txt")).toBe(false);
    await expect(rag.showText("put:note.txt")).rejects.toThrow("note.txt");
  });

  it.each(["show", "showChunks", "showText", "remove"] as const)("refuses no name for %s", async (method) => {
    const { rag } = await opened();
    await expect(rag[method]("")).rejects.toMatchObject({ code: "invalid-option" });
  });

  it("shows a scope its own documents alone, as if there were no others", async () => {
    const { rag } = await opened();
    await rag.index();
    const team = rag.scoped({ filter: { path: "team/**" } });
    expect((await team.documents()).map(({ path }) => path)).toEqual(["team/lunch.md"]);
    expect(await team.documents({ filter: { path: "keys.md" } })).toEqual([]);
    expect((await team.document("team/lunch.md")).text).toContain("francs");
    const [chunk] = (await rag.showChunks("keys.md")).chunks;
    const absent = await team.show("nothing").catch(({ message }: Error) => message.replace("nothing", chunk!.id));
    await expect(team.show(chunk!.id)).rejects.toThrow(absent);
    const answer = await rag.ask("How often do signing keys rotate?");
    expect((await rag.verify(answer)).citations).toMatchObject([{ path: "keys.md", state: "intact" }]);
    expect((await team.verify(answer)).citations).toMatchObject([{ path: "keys.md", state: "gone" }]);
    const hidden = ["keys.md:0-4", "keys.md"];
    for (const call of [
      team.show(hidden[0]!),
      ...(["document", "showText", "showChunks"] as const).map((method) => team[method](hidden[1]!)),
    ])
      await expect(call).rejects.toThrow("the path of an indexed document");
  });

  it("opens its reader only for a call that is not aborted before", async () => {
    const { rag } = await opened();
    const options = { signal: AbortSignal.abort(new Error("enough")) };
    // Without an index, a reader would fail otherwise.
    for (const method of ["show", "showChunks", "showText"] as const)
      await expect(rag[method]("keys.md", options)).rejects.toThrow("enough");
  });

  it("reports events of a run to the listener of the call and to its own, once to one that is both", async () => {
    const seen: string[] = [];
    const listener = (name: string) => (event: RagstoneEvent) => {
      if (event.type === "walk-ended") seen.push(name);
    };
    const both = listener("both");
    const { rag } = await opened({ onEvent: both });
    await rag.index({ onEvent: listener("call") });
    expect(seen).toEqual(["both", "call"]);
    await rag.index({ onEvent: both });
    await rag.index();
    expect(seen).toEqual(["both", "call", "both", "both"]);
  });

  it("shares its parts, whose writes take turns with its own", async () => {
    const { rag } = await opened();
    const { index, embedder } = await rag.parts();
    expect(embedder.fingerprint).toEqual(index.fingerprint.embedder);
    await Promise.all([
      rag.index(),
      index.removeDocument({ origin: "put", path: "x" }),
      rag.put({ path: "y", text: "Y." }),
    ]);
    expect((await index.documents()).map(({ path }) => path).toSorted()).toEqual(["keys.md", "team/lunch.md", "y"]);
    await index.close();
    expect(await index.status()).toMatchObject({ documents: 3 });
  });
});
