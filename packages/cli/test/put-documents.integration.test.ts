import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Answer } from "@ragstone/core";
import { hasOlderFormat } from "@ragstone/index";
import { expect, onTestFinished, test } from "vitest";
import { openRagstone, type Ragstone } from "@ragstone/engine";
import { asVectorStore } from "@ragstone/engine/langchain";
import { folderOf, guide } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";

async function opened(files: Readonly<Record<string, string>>): Promise<Ragstone> {
  const rag = await openRagstone({ folder: await folderOf(files) });
  onTestFinished(() => rag.close());
  await rag.index();
  return rag;
}

const found = async (rag: Ragstone, query: string) =>
  (await rag.search(query, { mode: "text" })).map(({ origin, path }) => `${origin} ${path}`);

test("a put text over a file's path hides nothing, and runs leave it alone", async () => {
  const rag = await opened({ "keys.md": guide });
  await rag.put({ path: "keys.md", text: "The walrus eats clams.", mediaType: "text/plain" });
  expect((await rag.ask("How often are signing keys rotated?")).status).toBe("answered");
  await writeFile(join(rag.folder, "keys.md"), `${guide}\nAn otter swims.\n`);
  await rag.index();
  expect(await found(rag, "walrus")).toEqual(["put keys.md"]);
  expect(await found(rag, "otter")).toEqual(["file keys.md"]);
  expect(await rag.status()).toMatchObject({ documents: 2, stale: [] });
});

test("a file that came and went under the path of a put text costs it nothing", async () => {
  const rag = await opened({ "keys.md": guide });
  await rag.put({ path: "tickets/1.md", text: "The yak sits on the hill." });
  await mkdir(join(rag.folder, "tickets"));
  await writeFile(join(rag.folder, "tickets/1.md"), "# T\n\nA gnu.\n");
  await rag.index();
  expect(await found(rag, "gnu")).toEqual(["file tickets/1.md"]);
  await rm(join(rag.folder, "tickets"), { recursive: true });
  await rag.index();
  expect([await found(rag, "yak"), await found(rag, "gnu")]).toEqual([["put tickets/1.md"], []]);
});

test("remove takes the put text alone, and says whether there was one", async () => {
  const rag = await opened({ "keys.md": guide });
  await rag.put({ path: "keys.md", text: "The walrus eats clams." });
  expect([await rag.remove("keys.md"), await rag.remove("keys.md")]).toEqual([true, false]);
  expect(await found(rag, "walrus")).toEqual([]);
  expect(await rag.status()).toMatchObject({ documents: 1, stale: [] });
});

test("one answer keeps two documents of the same path apart: citations, page, verification and show", async () => {
  const rag = await opened({ "limits.md": "# Limits\n\nThe upload limit of the portal is 20 MB.\n" });
  await rag.put({ path: "limits.md", text: "# Limits\n\nThe upload limit of the portal is 35 MB.\n" });
  const answer = await rag.ask("What is the upload limit of the portal?");
  const cited = answer.citations.map(({ origin, path, quote }) => `${origin} ${path} ${/\d+ MB/u.exec(quote)?.[0]}`);
  // The other document contradicts the one that answers: a note cites it as well.
  expect(cited.sort()).toEqual(["file limits.md 20 MB", "put limits.md 35 MB"]);
  expect(answer.notes.map(({ kind, message }) => [kind, message])).toEqual([
    ["conflict", expect.stringMatching(/put:limits\.md says.*35|35.*put:limits\.md/u)],
  ]);
  const page = await rag.renderHtml(answer);
  expect(page).toContain("<b>limits.md</b>");
  expect(page).toContain("<b>put:limits.md</b>");
  expect((await rag.verify(answer)).citations.map(({ state }) => state)).toEqual(["intact", "intact"]);
  const { start, end, quote } = answer.citations.find(({ origin }) => origin === "put")!;
  expect(await rag.show(`put:limits.md:${start}-${end}`)).toMatchObject({
    origin: "put",
    path: "limits.md",
    text: quote,
  });
  await rag.remove("limits.md");
  const states = new Map((await rag.verify(answer)).citations.map(({ origin, state }) => [origin, state]));
  expect([states.get("file"), states.get("put")]).toEqual(["intact", "gone"]);
});

test("an answer saved before citations had an origin is checked against files", async () => {
  const rag = await opened({ "keys.md": guide });
  const answer = await rag.ask("How often are signing keys rotated?");
  const citations = answer.citations.map((citation) => ({ ...citation, origin: undefined }));
  const checked = (await rag.verify({ ...answer, citations })).citations;
  expect(checked).toMatchObject(citations.map(() => ({ origin: "file", state: "intact" })));
});

test("the command shows put texts by name, and ids lead to the right one", async () => {
  const rag = await opened({ "keys.md": guide });
  await rag.put({ path: "keys.md", text: "The walrus eats clams." });
  const [hit] = await rag.search("walrus", { mode: "text" });
  expect(await rag.show(hit!.id)).toMatchObject({ origin: "put", path: "keys.md" });
  const run = (...args: string[]) => ragstone(args, { cwd: rag.folder });
  expect((await run("show", "put:keys.md", "--text")).out).toContain("walrus");
  expect((await run("show", "keys.md", "--text")).out).not.toContain("walrus");
  const { citations } = (await run("ask", "What does the walrus eat?", "--json")).json<Answer>();
  expect(citations).toMatchObject([{ origin: "put", path: "keys.md" }]);
  expect((await run("ask", "What does the walrus eat?")).out).toContain("put:keys.md:");
});

test("a vector store replaces and deletes its own documents alone, also under a file's path", async () => {
  const rag = await opened({ "keys.md": guide });
  const store = await asVectorStore(rag);
  await store.addDocuments([{ pageContent: "The walrus eats clams.", metadata: { zoo: 1 }, id: "keys.md" }]);
  expect(await store.similaritySearch("walrus clams", 1)).toMatchObject([{ id: "keys.md", metadata: { zoo: 1 } }]);
  await store.delete({ filter: { path: "keys.md" } });
  expect(await rag.status()).toMatchObject({ documents: 1, stale: [] });
  expect((await rag.ask("How often are signing keys rotated?")).status).toBe("answered");
});

test("asking a folder brings an index of the format before forward, with nothing embedded again", async () => {
  const keys =
    "---\nauthor: Ines\ntags: [keys, security]\n---\n# Keys\n\nSigning keys are rotated every 90 days by the " +
    "platform team.\n\n## Storage\n\nThe private part never leaves the hardware module in Oslo.\n";
  const folder = await folderOf({
    "guides/keys.md": keys,
    "lunch.txt": "The canteen opens at 11:30 and closes at 14:00.\n",
    "people.csv": "name,role\nAda,engineer\nGrace,admiral\n",
    ".ragstone/settings.json": `${JSON.stringify({ version: 1, folder: "..", embedder: "static-en-v1" })}\n`,
  });
  const dir = join(folder, ".ragstone");
  const stored = await readFile(new URL("../../index/test/fixtures/index-format-2.sqlite.gz", import.meta.url));
  await writeFile(join(dir, "index.sqlite"), gunzipSync(stored));
  expect(hasOlderFormat(dir)).toBe(true);
  const asked = await ragstone(["ask", "What does the walrus eat?", folder, "--json"]);
  expect(asked.json<Answer>().citations).toMatchObject([{ origin: "put", path: "notes/walrus.txt" }]);
  expect(hasOlderFormat(dir)).toBe(false);
  const report = (await ragstone(["index", folder, "--json"])).json<{ documents: object; embedded: object }>();
  expect(report).toMatchObject({ documents: { seen: 3, indexed: 3, reread: 2, unchanged: 0 }, embedded: { texts: 0 } });
});
