import { appendFile, chmod, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Answer, IndexReport } from "@ragstone/core";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { notes } from "../../engine/test/documents.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
interface ErrorJson {
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
}

describe("index", () => {
  test("reports its results in the shape of the contract, and nothing on standard error in a pipe", async () => {
    const folder = await folderOf({ ...documents, "photo.png": Buffer.from("89504e470d0a1a0a00000000", "hex") });
    const { code, err, json } = await ragstone(["index", folder, "--json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const report = json<IndexReport>();
    expect(report).toMatchObject({
      index: ".ragstone",
      documents: { seen: 2, indexed: 2, unchanged: 0, moved: 0, removed: 0, failed: 0 },
      failed: [],
      ignored: {
        total: 1,
        byReason: { "not-a-document": 1 },
        extensions: { "not-a-document": { ".png": 1 } },
      },
      costUsd: expect.toSatisfy((cost: unknown) => cost === null || cost === 0),
    });
    expect(report.chunks.total).toBe(report.chunks.added);
    expect(report.embedded.texts).toBe(report.chunks.total);
    expect(await readFile(join(folder, ".ragstone/.gitignore"), "utf8")).toContain("*");
  });

  test("says what to do about each file that failed, and which kinds of files were left out", async () => {
    const folder = await folderOf({
      "a.md": guide,
      "old.rtf": "{\\rtf1 x}",
      "old.doc": Buffer.from("d0cf11e0a1b11ae1", "hex"),
      "junk.md": Buffer.from([0, 1, 2, 3, 0, 0]),
      "photo.PNG": "x",
      "photo.png": "x",
      "film.mkv": "x",
      "empty.txt": "",
    });
    await symlink("nowhere.md", join(folder, "broken.md"));
    const { code, out } = await ragstone(["index", folder]);
    expect(code).toBe(5);
    expect(out).toContain(
      [
        "  3 documents could not be indexed:",
        "    junk.md  binary: the file contains no text: it has zero or control bytes",
        "      If it is a document of another format, give it that format's extension; else exclude it.",
        "    old.doc  unsupported: Word 97-2003 documents are not read",
        "    old.rtf  unsupported: Rich Text documents are not read",
        "      Save it as .docx.",
        "  5 files left out: 1 symlink-dangling (1 .md), 1 empty (1 .txt), 3 not-a-document (2 .png, 1 .mkv)",
      ].join("\n"),
    );
    const { failed } = (await ragstone(["index", folder, "--json"])).json<IndexReport>();
    expect(failed.map(({ path, hint }) => [path, hint])).toEqual([
      ["junk.md", expect.stringContaining("give it that format's extension")],
      ["old.doc", "Save it as .docx."],
      ["old.rtf", "Save it as .docx."],
    ]);
  });

  test("embeds nothing for an unchanged, a moved and a copied file, and only the edited one again", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    expect((await ragstone(["index", folder, "--json"])).json<IndexReport>()).toMatchObject({
      documents: { unchanged: 2, indexed: 0 },
      embedded: { texts: 0 },
    });

    await rename(join(folder, "lunch.txt"), join(folder, "canteen.txt"));
    expect((await ragstone(["index", folder, "--json"])).json<IndexReport>()).toMatchObject({
      documents: { moved: 1, removed: 0, indexed: 0 },
      embedded: { texts: 0 },
    });

    await writeFile(join(folder, "copy.md"), guide);
    expect((await ragstone(["index", folder, "--json"])).json<IndexReport>()).toMatchObject({
      documents: { indexed: 1, unchanged: 2 },
      embedded: { texts: 0 },
    });

    await appendFile(join(folder, "canteen.txt"), "\nOn Fridays there is fish.\n");
    expect((await ragstone(["index", folder, "--json"])).json<IndexReport>()).toMatchObject({
      documents: { indexed: 1, unchanged: 2 },
      embedded: { texts: 1 },
    });

    await rm(join(folder, "copy.md"));
    expect((await ragstone(["index", folder, "--json"])).json<IndexReport>()).toMatchObject({
      documents: { removed: 1, unchanged: 2 },
    });
  });

  test("names a broken document with its reason, indexes the rest and ends with 5", async () => {
    const folder = await folderOf({
      ...documents,
      "broken.pdf": "%PDF-1.7\nnot much of a PDF",
      "junk.md": Buffer.from([0, 1, 2, 0, 255, 254, 0, 7, 0, 0]),
    });
    const { code, json } = await ragstone(["index", folder, "--json"]);
    expect(code).toBe(5);
    expect(json<IndexReport>().failed.map(({ path }) => path)).toEqual(["broken.pdf", "junk.md"]);
    expect(json<IndexReport>().documents).toMatchObject({ indexed: 2, failed: 2, seen: 4 });
    const plain = await ragstone(["index", folder]);
    expect(plain.out).toContain("broken.pdf");
  });

  test.each([
    ["a missing folder", async () => "/nowhere/at/all"],
    ["a file in place of a folder", async () => join(await folderOf(documents), "lunch.txt")],
  ])("refuses %s with 2 and says what to do", async (_, place) => {
    const { code, json } = await ragstone(["index", await place(), "--json"]);
    expect(code).toBe(2);
    expect(json<ErrorJson>().error).toMatchObject({ code: "invalid-option", hint: expect.stringMatching(/./u) });
  });

  test("an empty folder is no failure, but is said", async () => {
    const { code, out } = await ragstone(["index", await folderOf({})]);
    expect(code).toBe(0);
    expect(out).toContain("No documents were found");
  });

  test("updates the index of the folder above and says so", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    const { code, err } = await ragstone(["index", join(folder, "guides")]);
    expect(code).toBe(0);
    expect(err).toContain("lies inside");
    expect(existsSync(join(folder, "guides/.ragstone"))).toBe(false);
  });

  test("takes names with spaces, emoji and newlines, and names that differ by case", async () => {
    const folder = await folderOf({
      "two words.md": "# One\n\nAlpha beta gamma.",
      "🗝️.txt": lunch,
      "line\nbreak.txt": lunch,
      "A.txt": "Upper case letters here.",
      "a.txt": "Lower case letters here.",
    });
    const { code, json } = await ragstone(["index", folder, "--json"]);
    expect(code).toBe(0);
    expect(json<IndexReport>().documents.indexed).toBe(5);
  });

  test("half a UTF-8 character, one line of 5 MB and a symbolic link that leads out are indexed or reported", async () => {
    const outside = await folderOf({ "secret.txt": "The secret word is zanzibar." });
    const folder = await folderOf({
      "half.txt": Buffer.from([0x41, 0x20, 0x77, 0x6f, 0x72, 0x64, 0x20, 0xe2, 0x82]),
      "line.txt": "lorem ipsum ".repeat(420_000),
    });
    await symlink(join(outside, "secret.txt"), join(folder, "link.txt"));
    const { code, json } = await ragstone(["index", folder, "--json"]);
    expect(code).toBe(0);
    expect(json<IndexReport>()).toMatchObject({
      documents: { indexed: 2 },
      ignored: { byReason: { "symlink-outside": 1 } },
    });
  });

  test("--dry-run and plan say the same and write nothing", async () => {
    const folder = await folderOf(documents);
    const dry = await ragstone(["index", folder, "--dry-run", "--json"]);
    const plan = await ragstone(["plan", folder, "--json"]);
    expect(plan.code).toBe(0);
    expect(plan.json()).toMatchObject({
      documents: { indexed: 2 },
      estimate: {
        texts: expect.any(Number),
        tokens: expect.any(Number),
        costUsd: expect.toSatisfy((cost: unknown) => cost === null || cost === 0),
        seconds: expect.any(Number),
      },
    });
    expect(dry.json<{ estimate: unknown }>().estimate).toEqual(plan.json<{ estimate: unknown }>().estimate);
    expect(existsSync(join(folder, ".ragstone"))).toBe(false);
  });

  test("remembers includes, and takes settings from the file and the environment", async () => {
    const folder = await folderOf({ ...documents, "ragstone.config.json": JSON.stringify({ include: ["**/*.md"] }) });
    expect((await ragstone(["index", folder, "--json"])).json<IndexReport>().documents.indexed).toBe(1);
    const other = await folderOf(documents);
    expect(
      (await ragstone(["index", other, "--include", "*.txt", "--json"])).json<IndexReport>().documents.indexed,
    ).toBe(1);
    expect((await ragstone(["index", other, "--json"])).json<IndexReport>().documents.unchanged).toBe(1);
    const third = await folderOf(documents);
    expect(
      (await ragstone(["index", third, "--json"], { env: { RAGSTONE_EXCLUDE: "guides/**" } })).json<IndexReport>()
        .documents.indexed,
    ).toBe(1);
    await writeFile(join(third, "ragstone.config.json"), '{"embeder":"x"}');
    const { code, json } = await ragstone(["index", third, "--json"]);
    expect(code).toBe(2);
    expect(json<ErrorJson>().error.message).toContain("embeder");
  });
});

describe("ask", () => {
  test("makes the index of a newcomer's folder and answers with a quote from the file", async () => {
    const folder = await folderOf(documents);
    const { code, json } = await ragstone(["ask", "How often are signing keys rotated?", folder, "--json"]);
    expect(code).toBe(0);
    const answer = json<Answer>();
    expect(answer).toMatchObject({ status: "answered", model: "extractive", refusal: null });
    expect(answer.text).toContain("90 days");
    const [citation] = answer.citations;
    expect(citation).toBeDefined();
    expect(guide.slice(citation!.start, citation!.end)).toBe(citation!.quote);
    expect(citation).toMatchObject({ path: "guides/keys.md", headings: ["Keys", "Rotation"], pages: [] });
    for (const claim of answer.claims) {
      expect(claim.verdict).toBe("quoted");
      expect(answer.text.slice(claim.start, claim.end)).toBe(claim.text);
    }
  });

  test("refuses a question that the sources do not answer with 3, and names the missing terms", async () => {
    const folder = await folderOf(documents);
    const { code, json } = await ragstone(["ask", "What is the wingspan of an albatross?", folder, "--json"]);
    expect(code).toBe(3);
    const answer = json<Answer>();
    expect(answer.refusal?.reason).toBe("no-evidence");
    expect(answer.refusal?.missing.join(" ")).toMatch(/albatross|wingspan/u);
    expect(answer.claims).toEqual([]);
  });

  test("prints text with numbers and the places they point to", async () => {
    const folder = await folderOf(documents);
    const { code, out, err } = await ragstone(["ask", "When does the canteen open?", folder]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/11:30/u);
    expect(out).toMatch(/\[1\] lunch\.txt:\d+-\d+/u);
    expect(out).not.toContain("\u001B");
  });

  test("reads the question from standard input, streams parts as JSON lines, and finds the index from a folder below", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    const { code, out } = await ragstone(["ask", "-", "--json", "--stream"], {
      cwd: join(folder, "guides"),
      input: "How often are signing keys rotated?\n",
    });
    expect(code).toBe(0);
    const parts = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string; answer?: Answer });
    expect(parts.map(({ type }) => type)).toContain("text");
    expect(parts.at(-1)?.answer?.status).toBe("answered");
  });

  test("applies an edit before it answers, unless disabled", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    await writeFile(join(folder, "lunch.txt"), lunch.replace("11:30", "12:15"));
    expect((await ragstone(["ask", "When does the canteen open?", folder, "--no-sync"])).out).toContain("11:30");
    expect((await ragstone(["ask", "When does the canteen open?", folder])).out).toContain("12:15");
  });

  test.each([
    ["an empty question", ""],
    ["a question of 100,000 characters", "why ".repeat(25_000)],
  ])("refuses %s with 2", async (_, question) => {
    const folder = await folderOf(documents);
    const { code, json } = await ragstone(["ask", "-", folder, "--json"], { input: question });
    expect(code).toBe(2);
    expect(json<ErrorJson>().error.code).toBe("invalid-option");
  });

  test("without a folder and without an index says which command makes one, with 6", async () => {
    const { code, json } = await ragstone(["ask", "Anything?", "--json"], { cwd: await folderOf({}) });
    expect(code).toBe(6);
    expect(json<ErrorJson>().error).toMatchObject({
      code: "index-missing",
      hint: expect.stringContaining("ragstone index"),
    });
  });

  test("opens no connection with the default models", async () => {
    const folder = await folderOf(documents);
    // A process that may not open sockets: any attempt would throw.
    const guard = await folderOf({
      "guard.cjs":
        'for (const m of ["net","tls","dgram","dns"]) { const x = require(`node:${m}`); for (const f of ["connect","createConnection","createSocket","lookup","resolve"]) if (x[f]) x[f] = () => { throw new Error("network used"); }; } globalThis.fetch = () => { throw new Error("network used"); };',
    });
    const { code } = await ragstone(["ask", "How often are signing keys rotated?", folder], {
      env: { NODE_OPTIONS: `--require ${join(guard, "guard.cjs")}` },
    });
    expect(code).toBe(0);
  });
});

describe("search", () => {
  test("gives ranked hits that are slices of their file, with both scores", async () => {
    const folder = await folderOf(documents);
    const { code, json } = await ragstone(["search", "key rotation", folder, "--json", "--k", "2"]);
    expect(code).toBe(0);
    const { query, mode, hits } = json<{ query: string; mode: string; hits: Answer["sources"] }>();
    expect({ query, mode }).toEqual({ query: "key rotation", mode: "hybrid" });
    expect(hits.length).toBeLessThanOrEqual(2);
    expect(hits[0]).toMatchObject({
      rank: 1,
      path: "guides/keys.md",
      scores: { text: expect.any(Number), vector: expect.any(Number) },
    });
    for (const hit of hits)
      expect(documents[hit.path as keyof typeof documents].slice(hit.start, hit.end)).toBe(hit.text);
  });

  test("filters by path, and modes search one side alone", async () => {
    const folder = await folderOf(documents);
    const { json } = await ragstone(["search", "keys", folder, "--json", "--filter", "path:*.txt"]);
    expect(json<{ hits: { path: string }[] }>().hits.every(({ path }) => path === "lunch.txt")).toBe(true);
    const text = await ragstone(["search", "zanzibar", folder, "--json", "--mode", "text"]);
    expect(text.code).toBe(0);
    expect(text.json<{ hits: unknown[] }>().hits).toEqual([]);
  });

  test("takes any characters as words", async () => {
    const folder = await folderOf(documents);
    for (const query of ["what's AND", 'a-b "quoted', "(((", "*", "NEAR/2 keys", "🗝️"])
      expect((await ragstone(["search", query, folder])).code).toBe(0);
  });
});

describe("status and show", () => {
  test("report contents and freshness of the index, and show the exact passage", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    await writeFile(join(folder, "new.md"), "# New\n\nSomething new.");
    const status = (await ragstone(["status", "--json"], { cwd: folder })).json<Record<string, unknown>>();
    expect(status).toMatchObject({
      folder,
      documents: 2,
      embedder: "static-en-v1",
      search: { kind: "exact", recall: 1 },
      stale: ["new.md"],
    });
    for (const field of ["index", "chunks", "fingerprint", "tokens", "bytes", "updatedAt"])
      expect(status).toHaveProperty(field);

    const { chunks } = (await ragstone(["show", "guides/keys.md", "--chunks", "--json"], { cwd: folder })).json<{
      chunks: { id: string; start: number; end: number }[];
    }>();
    const first = (await ragstone(["show", chunks[0]!.id, "--json"], { cwd: folder })).json<{
      text: string;
      path: string;
    }>();
    expect(first).toMatchObject({ path: "guides/keys.md", text: guide.slice(chunks[0]!.start, chunks[0]!.end) });
    expect((await ragstone(["show", "guides/keys.md:0-10", "--json"], { cwd: folder })).json()).toMatchObject({
      text: guide.slice(0, 10),
    });
    expect((await ragstone(["show", "guides/keys.md", "--text"], { cwd: folder })).out).toBe(guide);
    expect((await ragstone(["show", "nothing-here", "--json"], { cwd: folder })).code).toBe(2);
  });

  test("an index moves with its folder", async () => {
    const parent = await folderOf({ "docs/keys.md": guide });
    await ragstone(["index", join(parent, "docs")]);
    await rename(join(parent, "docs"), join(parent, "moved"));
    const { json } = await ragstone(["index", join(parent, "moved"), "--json"]);
    expect(json<IndexReport>()).toMatchObject({ documents: { unchanged: 1 }, embedded: { texts: 0 } });
  });

  test("an index elsewhere is found by --index", async () => {
    const folder = await folderOf(documents);
    const elsewhere = join(await folderOf({}), "my-index");
    await ragstone(["index", folder, "--index", elsewhere]);
    expect(existsSync(join(folder, ".ragstone"))).toBe(false);
    const { code, json } = await ragstone(["ask", "When does the canteen open?", "--index", elsewhere, "--json"]);
    expect(code).toBe(0);
    expect(json<Answer>().text).toContain("11:30");
  });
});

describe("wrong usage", () => {
  test.each([
    [["index", "--nonsense"]],
    [["frobnicate"]],
    [["ask", "x", ".", "--k", "many"]],
    [["ask", "x", ".", "--policy", "hope"]],
    [["index", ".", "--embedder", "magic"]],
    [["search"]],
  ])("%j ends with 2 and a hint as JSON", async (args) => {
    const { code, json } = await ragstone([...args, "--json"], { cwd: await folderOf(documents) });
    expect(code).toBe(2);
    expect(json<ErrorJson>().error.hint).not.toBe("");
  });

  test("--help and --version end with 0", async () => {
    expect((await ragstone(["--help"])).code).toBe(0);
    expect((await ragstone(["ask", "--help"])).out).toContain("--policy");
    expect((await ragstone(["--version"])).out).toMatch(/^\d+\.\d+\.\d+/u);
  });
});

describe("what may go wrong with an index", () => {
  test("another model is an error that names both and the way out", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    const { code, json } = await ragstone(["index", folder, "--embedder", "databricks:gte-large-en", "--json"], {
      env: { DATABRICKS_HOST: "http://127.0.0.1:9", DATABRICKS_TOKEN: "x" },
    });
    expect(code).toBe(6);
    expect(json<ErrorJson>().error).toMatchObject({
      code: "model-mismatch",
      message: expect.stringMatching(/static-en-v1.*gte-large-en/u),
      hint: expect.stringContaining("migrate"),
    });
  });

  test("a truncated index is damaged, with 6, and the message suggests a fix", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    await writeFile(join(folder, ".ragstone/index.sqlite"), "SQLite format 3\0 and then nothing");
    const { code, json } = await ragstone(["search", "keys", "--json"], { cwd: folder });
    expect(code).toBe(6);
    expect(json<ErrorJson>().error.code).toMatch(/^index-(damaged|foreign)$/u);
  });

  test.skipIf(process.getuid?.() === 0)("a folder that may not be written to still answers", async () => {
    const folder = await folderOf(documents);
    await ragstone(["index", folder]);
    await chmod(join(folder, ".ragstone"), 0o555);
    expect((await ragstone(["ask", "When does the canteen open?", folder])).code).toBe(0);
    await chmod(join(folder, ".ragstone"), 0o755);
  });

  test("an index inside the folder is never indexed itself", async () => {
    const folder = await folderOf(documents);
    await mkdir(join(folder, "x"));
    await ragstone(["index", folder, "--index", join(folder, "x/idx")]);
    expect(
      (await ragstone(["index", folder, "--index", join(folder, "x/idx"), "--json"])).json<IndexReport>().documents
        .seen,
    ).toBe(2);
  });
});

describe("an index elsewhere", () => {
  test("is updated from its own folder, whatever the working directory is", async () => {
    const root = await folderOf({ "docs/keys.md": guide, "home/private/diary.md": "# Diary\n\nTuesday.\n" });
    const index = join(root, "idx");
    await ragstone(["index", join(root, "docs"), "--index", index]);
    const options = { cwd: join(root, "home") };
    for (const command of ["index", "plan"]) {
      expect(
        (await ragstone([command, "--index", index, "--json"], options)).json<IndexReport>().documents,
      ).toMatchObject({
        seen: 1,
        unchanged: 1,
        removed: 0,
      });
    }
  });

  test("refuses another folder with 2 and says how to give it one", async () => {
    const root = await folderOf({ "docs/keys.md": guide, "other/lunch.txt": lunch });
    const [index, other] = [join(root, "idx"), join(root, "other")];
    await ragstone(["index", join(root, "docs"), "--index", index]);
    for (const args of [
      ["index", other],
      ["plan", other],
      ["search", "lunch", other],
    ]) {
      const { code, err } = await ragstone([...args, "--index", index]);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`--folder ${other}`) });
    }
    expect((await ragstone(["index", other, "--folder", join(root, "docs")])).code).toBe(2);
    const { json } = await ragstone(["index", "--index", index, "--folder", other, "--json"]);
    expect(json<IndexReport>().documents).toMatchObject({ indexed: 1, removed: 1 });
  });
});

test("a run that would remove most of the documents ends with 2, and goes through with --allow-removal", async () => {
  const folder = await folderOf(notes(20));
  await ragstone(["index", folder]);
  for (let note = 1; note <= 11; note += 1) await rm(join(folder, `note-${note}.md`));
  const { code, err } = await ragstone(["index", folder]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("--allow-removal") });
  const { json } = await ragstone(["index", folder, "--allow-removal", "--json"]);
  expect(json<IndexReport>().documents).toMatchObject({ removed: 11, unchanged: 9 });
});

test("a question about a folder that was emptied is answered from the index, with a note", async () => {
  const root = await folderOf({ "docs/keys.md": guide });
  const [docs, index] = [join(root, "docs"), join(root, "idx")];
  await ragstone(["index", docs, "--index", index]);
  await rm(join(docs, "keys.md"));
  for (const spoil of [async () => {}, () => rm(docs, { recursive: true })]) {
    await spoil();
    const { code, out, err } = await ragstone(["ask", "How often are signing keys rotated?", docs, "--index", index]);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: expect.stringContaining("90 days"),
      err: expect.stringContaining("1 document stays in the index"),
    });
  }
  const { out } = await ragstone(["status", "--index", index]);
  expect(out).toMatch(/documents +1\n/u);
  expect(out).toContain("the folder is missing");
});
