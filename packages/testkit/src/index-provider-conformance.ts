import type { Candidate, IndexWriter, DocumentToIndex, SearchFilter } from "@ragstone/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "./index-samples.js";
import type { IndexPlace } from "./index-place.js";
import { describeScopes } from "./scope-conformance.js";
import { describeSharedWork } from "./shared-work-conformance.js";

const guide =
  "Keys are rotated every ninety days.\n\nRotation is done by the security team.\nBackups are kept for a year.";
const menu = "Soup of the day is tomato.\nBread is baked every morning.\n";

/** The guarantees of every {@link IndexProvider}, whether it is a file, a process or other machines. */
export function describeIndexProvider(name: string, createPlace: () => Promise<IndexPlace>): void {
  describe(`${name} is an index provider`, () => {
    describeScopes(createPlace);
    describeSharedWork(createPlace);

    let place: IndexPlace;
    let index: IndexWriter;
    beforeEach(async () => {
      place = await createPlace();
      index = await place.provider.write({ create: sampleFingerprint });
    });
    afterEach(async () => {
      await index.close();
      await place.remove();
    });

    const put = async (entry: DocumentToIndex) => {
      await index.putVectors(sampleVectors(entry));
      return index.replaceDocument(entry);
    };
    const paths = (candidates: readonly Candidate[]) => candidates.map((candidate) => candidate.path).sort();
    const textSearch = (text: string, filter?: SearchFilter, k = 10) => index.search({ text, k, filter });

    it("gives back a document as it was put", async () => {
      const entry = sampleDocument("guides/keys.md", guide, {
        metadata: { team: "security", tags: ["a", "b"], level: 3, draft: false },
        title: "Keys",
      });
      expect(await put(entry)).toEqual({ chunksAdded: 3, chunksRemoved: 0 });
      expect(index.fingerprint).toEqual(sampleFingerprint);
      const record = await index.document("guides/keys.md");
      expect(record).toMatchObject({
        path: "guides/keys.md",
        sha256: entry.document.sha256,
        bytes: guide.length,
        modifiedMs: 1000,
        mediaType: "text/plain",
        title: "Keys",
        origin: "file",
        language: "en",
        metadata: entry.document.metadata,
        chunks: 3,
      });
      expect(await index.text("guides/keys.md")).toEqual({
        record,
        text: guide,
        blocks: entry.document.blocks,
        pages: [],
      });
      const chunks = await index.chunks("guides/keys.md");
      expect(chunks.map((chunk) => guide.slice(chunk.start, chunk.end))).toEqual(chunks.map((chunk) => chunk.text));
      expect(chunks.map(({ start, end, tokens }) => ({ start, end, tokens }))).toEqual(
        entry.chunks.map(({ start, end, tokens }) => ({ start, end, tokens })),
      );
      for (const chunk of chunks) expect(await index.chunk(chunk.id)).toEqual(chunk);
    });

    it("has nothing where nothing was put", async () => {
      expect(await index.documents()).toEqual([]);
      expect(await index.document("nothing")).toBeNull();
      expect(await index.text("nothing")).toBeNull();
      expect(await index.chunks("nothing")).toEqual([]);
      expect(await index.chunk("nothing")).toBeNull();
      expect(await index.removeDocument("nothing")).toBe(0);
      expect(await index.search({ text: "keys", vector: sampleVector("keys"), k: 5 })).toEqual([]);
      expect(await index.status()).toMatchObject({ documents: 0, chunks: 0, vectors: 0, tokens: 0 });
    });

    it.each([
      "half a pair \ud83d\nand the other \ude00 half",
      "nul \0 inside\nplain",
      "\ufeffmark\r\nline\u2028separated",
      "😀 whole\n🇩🇪 flag e\u0301",
      "",
      " \n\t\n ",
    ])("keeps the UTF-16 of %j", async (text) => {
      const cut = sampleDocument("odd.txt", text, { title: text });
      await put(cut);
      const stored = await index.text("odd.txt");
      expect(stored?.text).toBe(text);
      expect(stored?.record.title).toBe(text);
      for (const chunk of await index.chunks("odd.txt")) expect(chunk.text).toBe(text.slice(chunk.start, chunk.end));
    });

    it("keeps a chunk that ends inside a surrogate pair", async () => {
      const entry = sampleDocument("pair.txt", "ab😀cd");
      const [chunk] = entry.chunks;
      await index.putVectors(new Map([["v:ab😀cd", sampleVector("x")]]));
      await index.replaceDocument({
        ...entry,
        chunks: [
          { ...chunk!, end: 3, text: "ab\ud83d" },
          { ...chunk!, start: 3, text: "\ude00cd" },
        ],
      });
      expect((await index.text("pair.txt"))?.text).toBe("ab😀cd");
      expect((await index.chunks("pair.txt")).map((stored) => stored.text)).toEqual(["ab\ud83d", "\ude00cd"]);
    });

    it("replaces a document whole and keeps the ids of what stayed", async () => {
      await put(sampleDocument("a.md", guide));
      const before = await index.chunks("a.md");
      const edited = guide.replace("a year", "two years");
      expect(await put(sampleDocument("a.md", edited))).toEqual({ chunksAdded: 1, chunksRemoved: 1 });
      const after = await index.chunks("a.md");
      expect(after.slice(0, 2).map((chunk) => chunk.id)).toEqual(before.slice(0, 2).map((chunk) => chunk.id));
      expect(after[2]!.id).not.toBe(before[2]!.id);
      expect((await index.text("a.md"))?.text).toBe(edited);
      expect(await index.chunk(before[2]!.id)).toBeNull();
      expect((await textSearch("two")).length).toBe(1);
      expect((await textSearch("year"))[0]?.text).toContain("two years");
    });

    it("gives ids that are unique and the same when indexed again", async () => {
      await put(sampleDocument("a.md", "same\nsame\nsame"));
      await put(sampleDocument("b.md", "same\nsame\nsame"));
      const ids = async () =>
        [...(await index.chunks("a.md")), ...(await index.chunks("b.md"))].map((chunk) => chunk.id);
      const before = await ids();
      expect(new Set(before).size).toBe(6);
      await index.removeDocument("a.md");
      await put(sampleDocument("a.md", "same\nsame\nsame"));
      expect(await ids()).toEqual(before);
      for (const id of before) expect(id).toMatch(/^[0-9a-z-]{4,24}$/);
    });

    it("rejects a document whose vectors are missing, and keeps what stood there", async () => {
      await put(sampleDocument("a.md", "old text"));
      await expect(index.replaceDocument(sampleDocument("a.md", "text with no vector"))).rejects.toMatchObject({
        code: "missing-vectors",
        data: { keys: ["v:text with no vector"] },
      });
      expect((await index.text("a.md"))?.text).toBe("old text");
    });

    it("knows which vectors it has and drops those that no chunk uses when a run ends", async () => {
      await put(sampleDocument("a.md", "one\ntwo"));
      await put(sampleDocument("b.md", "two\nthree"));
      const keys = ["v:one", "v:two", "v:three", "v:four"];
      expect(await index.missingVectors(keys)).toEqual(new Set(["v:four"]));
      await index.removeDocument("a.md");
      expect(await index.missingVectors(keys)).toEqual(new Set(["v:four"]));
      await index.finish();
      expect(await index.missingVectors(keys)).toEqual(new Set(["v:one", "v:four"]));
      expect((await index.status()).vectors).toBe(2);
      expect((await index.search({ vector: sampleVector("two"), k: 1 }))[0]).toMatchObject({
        path: "b.md",
        text: "two",
      });
    });

    it("leaves a vector as it is when its key comes again", async () => {
      await put(sampleDocument("a.md", "one"));
      await index.putVectors(new Map([["v:one", sampleVector("another")]]));
      expect((await index.search({ vector: sampleVector("one"), k: 1 }))[0]!.scores.vector).toBeCloseTo(1, 3);
    });

    it("finds by vector with cosines, exactly ordered", async () => {
      const lines = Array.from({ length: 60 }, (_, line) => `line number ${line}`);
      await put(sampleDocument("a.md", lines.join("\n")));
      const query = sampleVector("some query");
      const cosine = (line: string) => sampleVector(line).reduce((sum, value, at) => sum + value * query[at]!, 0);
      const expected = lines.toSorted((one, other) => cosine(other) - cosine(one)).slice(0, 10);
      const found = (await index.search({ vector: query, k: 10 })).toSorted(
        (one, other) => other.scores.vector! - one.scores.vector!,
      );
      expect(found.map((candidate) => candidate.text)).toEqual(expected);
      for (const candidate of found)
        expect(candidate.scores).toEqual({ text: 0, vector: expect.closeTo(cosine(candidate.text), 3) as number });
    });

    it("finds every chunk that shares a vector", async () => {
      await put(sampleDocument("a.md", "twin\nother"));
      await put(sampleDocument("b.md", "twin"));
      const found = (await index.search({ vector: sampleVector("twin"), k: 2 }))
        .map((candidate) => `${candidate.path} ${candidate.text}`)
        .sort();
      expect(found).toEqual(["a.md twin", "b.md twin"]);
    });

    it("finds by words in the form that they are asked in", async () => {
      await put(sampleDocument("keys.md", guide));
      await put(sampleDocument("menu.md", menu));
      const found = await textSearch("rotating a key");
      expect(found.toSorted((one, other) => other.scores.text - one.scores.text)[0]?.text).toBe(
        "Keys are rotated every ninety days.",
      );
      expect(found.every((candidate) => candidate.scores.text > 0 && candidate.scores.vector === null)).toBe(true);
      expect(await textSearch("zebra")).toEqual([]);
    });

    it("finds by title and headings", async () => {
      await put(sampleDocument("a.md", "It takes an hour.", { title: "Backup of mailboxes", headings: ["Restoring"] }));
      await put(sampleDocument("b.md", "It takes a day."));
      expect(paths(await textSearch("restore"))).toEqual(["a.md"]);
      expect(paths(await textSearch("mailbox"))).toEqual(["a.md"]);
    });

    it("finds quoted words verbatim, and without the quotes where nothing contains them", async () => {
      await put(
        sampleDocument("a.md", "the key of the front door\nkeys for a door, the front one\nthe front door key"),
      );
      const found = async (query: string) => (await textSearch(query)).map((candidate) => candidate.text).sort();
      expect(await found('"front door"')).toEqual(["the front door key", "the key of the front door"]);
      expect(await found('where is the "front door key"?')).toEqual(["the front door key"]);
      expect(await found('"front door" "key of the"')).toEqual(["the key of the front door"]);
      expect((await found('"door front key"')).length).toBe(3);
      const both = await index.search({
        text: '"front door key"',
        vector: sampleVector("keys for a door, the front one"),
        k: 1,
      });
      expect(both.map((candidate) => candidate.text)).toEqual(["the front door key"]);
    });

    it("finds words by their beginning", async () => {
      await put(sampleDocument("a.md", "rotation of keys\nrotated weekly\nrotor blades\nroses"));
      const found = async (query: string) => (await textSearch(query)).map((candidate) => candidate.text).sort();
      expect(await found("rot*")).toEqual(["rotated weekly", "rotation of keys", "rotor blades"]);
      expect(await found("rotati*")).toEqual(["rotated weekly", "rotation of keys"]);
      expect(await found("ro* blades")).toHaveLength(4);
      expect(await found("zz*")).toEqual([]);
    });

    it("gives each candidate both scores", async () => {
      await put(sampleDocument("keys.md", guide));
      await put(sampleDocument("menu.md", menu));
      const found = await index.search({ text: "soup", vector: sampleVector("Backups are kept for a year."), k: 1 });
      expect(found.map((candidate) => candidate.text).sort()).toEqual([
        "Backups are kept for a year.",
        "Soup of the day is tomato.",
      ]);
      const [backups, soup] = found.toSorted((one, other) => (one.text < other.text ? -1 : 1));
      expect(backups!.scores).toEqual({ text: 0, vector: expect.closeTo(1, 3) as number });
      expect(soup!.scores.text).toBeGreaterThan(0);
      expect(soup!.scores.vector).not.toBeNull();
      const both = await index.search({
        text: "ninety soup",
        vector: sampleVector("Keys are rotated every ninety days."),
        k: 1,
      });
      expect(both.find((candidate) => candidate.text.startsWith("Keys"))!.scores.text).toBeGreaterThan(0);
    });

    it("finds chunks without a vector by their words", async () => {
      const entry = sampleDocument("a.md", "bare words");
      await index.replaceDocument({ ...entry, chunks: entry.chunks.map((chunk) => ({ ...chunk, vectorKey: null })) });
      expect(
        (await index.search({ text: "bare", vector: sampleVector("q"), k: 5 })).map(
          (candidate) => candidate.scores.vector,
        ),
      ).toEqual([null]);
    });

    it.each([
      "what's",
      "AND",
      "a-b",
      "NEAR(",
      '"',
      '""',
      "*",
      "^x:",
      "'); DROP TABLE chunks; --",
      "\0",
      "\ud83d",
      "(((",
      "%_",
      "x".repeat(100_000),
      "word ".repeat(20_000),
      "",
      "   ",
      "🍕",
      "-keys",
      '"keys are',
      "OR OR",
    ])("is safe for the query %.40j", async (text) => {
      await put(sampleDocument("keys.md", guide));
      await expect(textSearch(text)).resolves.toBeInstanceOf(Array);
    });

    it("finds Chinese and Japanese", async () => {
      await put(sampleDocument("zh.md", "密钥每九十天轮换一次。", { language: "zh" }));
      await put(sampleDocument("ja.md", "鍵は九十日ごとに更新されます。", { language: "ja" }));
      expect(paths(await textSearch("轮换"))).toEqual(["zh.md"]);
      expect(paths(await textSearch("更新"))).toEqual(["ja.md"]);
    });

    it("stems in the language of the document", async () => {
      await put(sampleDocument("de.md", "Die Häuser stehen am Wald.", { language: "de" }));
      await put(sampleDocument("en.md", "The houses stand near a wood."));
      expect(paths(await textSearch("Haus"))).toEqual(["de.md"]);
      expect(paths(await textSearch("house"))).toEqual(["en.md"]);
    });

    it("treats a word as being as rare as it is in all languages together", async () => {
      for (let ship = 0; ship < 30; ship += 1)
        await put(sampleDocument(`${ship}.md`, `the ship sails, number ${ship}`));
      await put(
        sampleDocument("mistaken.md", "a text about something else that tells of one ship at its end", {
          language: "nl",
        }),
      );
      const found = await textSearch("ship", undefined, 31);
      expect(found).toHaveLength(31);
      expect(found.toSorted((one, other) => one.scores.text - other.scores.text)[0]?.path).toBe("mistaken.md");
    });

    describe("filters", () => {
      beforeEach(async () => {
        await put(
          sampleDocument("guides/keys.md", "common words one", {
            modifiedMs: Date.parse("2025-03-01"),
            metadata: { team: "red", tags: ["x", "y"] },
          }),
        );
        await put(
          sampleDocument("guides/deep/bread.html", "common words two", {
            mediaType: "text/html",
            modifiedMs: Date.parse("2024-03-01"),
            metadata: { team: "blue", level: 2 },
          }),
        );
        await put(sampleDocument("menu.md", "common words three", { modifiedMs: null, metadata: { team: "red" } }));
        for (let other = 0; other < 30; other += 1)
          await put(sampleDocument(`other/${other}.txt`, "common words common words"));
      });

      it.each<[string, SearchFilter, string[]]>([
        ["a glob", { path: "guides/**" }, ["guides/deep/bread.html", "guides/keys.md"]],
        ["a folder", { path: "guides/" }, ["guides/deep/bread.html", "guides/keys.md"]],
        ["a name at any depth", { path: "*.md" }, ["guides/keys.md", "menu.md"]],
        ["any of several globs", { path: ["menu.md", "guides/*.md"] }, ["guides/keys.md", "menu.md"]],
        ["an extension", { type: "md" }, ["guides/keys.md", "menu.md"]],
        ["a media type", { type: "text/html" }, ["guides/deep/bread.html"]],
        ["after", { after: "2025-01-01" }, ["guides/keys.md"]],
        ["before", { before: Date.parse("2025-01-01"), path: "guides/**" }, ["guides/deep/bread.html"]],
        ["metadata", { metadata: { team: "red" } }, ["guides/keys.md", "menu.md"]],
        ["metadata in a list", { metadata: { tags: "y" } }, ["guides/keys.md"]],
        ["metadata in a list, any of several", { metadata: { tags: { anyOf: ["y", "z"] } } }, ["guides/keys.md"]],
        ["metadata, any of several", { metadata: { team: { anyOf: ["blue", "green"] } } }, ["guides/deep/bread.html"]],
        ["metadata, any of none", { metadata: { team: { anyOf: [] } } }, []],
        ["metadata of another kind", { metadata: { level: "2" } }, []],
        ["all of several filters", [{ metadata: { team: "red" } }, { path: "guides/**" }], ["guides/keys.md"]],
        ["a filter that a scope excludes", [{ path: "guides/**" }, { path: "menu.md" }], []],
        ["no glob at all", { path: [] }, []],
        ["a folder as a prefix", { pathPrefix: "guides" }, ["guides/deep/bread.html", "guides/keys.md"]],
        ["a document as a prefix", { pathPrefix: "menu.md" }, ["menu.md"]],
        ["any of several prefixes", { pathPrefix: ["menu.md", "guides/deep"] }, ["guides/deep/bread.html", "menu.md"]],
        ["a prefix that ends within a name", { pathPrefix: "guide" }, []],
        ["a prefix that looks like a glob", { pathPrefix: "guides/*" }, []],
        ["letters that a name does not begin with", { path: "guides/[!b]*.md" }, ["guides/keys.md"]],
        ["a date without zeros", { after: "2025-1-1" }, ["guides/keys.md"]],
      ])("narrow by %s and lose nothing", async (_, filter, expected) => {
        const bothSides = await index.search({
          text: "common words",
          vector: sampleVector("common words common words"),
          k: 3,
          filter,
        });
        expect(paths(bothSides)).toEqual(expected);
        expect(paths(await index.search({ vector: sampleVector("common words common words"), k: 3, filter }))).toEqual(
          expected,
        );
        expect(paths(await textSearch("common", filter, 3))).toEqual(expected);
        expect((await index.documents(filter)).map(({ path }) => path)).toEqual(expected.toSorted());
      });

      it.each([
        { paths: "x" },
        { path: 3 },
        { after: "soon" },
        { after: "2025-02-30" },
        { before: Number.NaN },
        { pathPrefix: "" },
        { pathPrefix: "guides/" },
        { pathPrefix: ["guides", ".."] },
        { type: "*" },
        { metadata: { team: undefined } },
        { metadata: { team: { $ne: "" } } },
        { metadata: { team: { anyOf: "red" } } },
        { metadata: { team: { anyOf: ["red"], noneOf: [] } } },
        { metadata: "red" },
        null,
        "guides",
      ])("are rejected rather than widened: %j", async (filter) => {
        await expect(textSearch("common", filter as unknown as SearchFilter)).rejects.toMatchObject({
          code: "invalid-option",
        });
        await expect(index.documents(filter as unknown as SearchFilter)).rejects.toMatchObject({
          code: "invalid-option",
        });
      });
    });

    it("moves a document with chunks and vectors", async () => {
      await put(sampleDocument("old.md", guide));
      await index.moveDocument("old.md", "new.md", 5000);
      expect(await index.document("old.md")).toBeNull();
      expect(await index.document("new.md")).toMatchObject({ path: "new.md", modifiedMs: 5000, chunks: 3 });
      expect((await index.text("new.md"))?.text).toBe(guide);
      expect(paths(await textSearch("ninety"))).toEqual(["new.md"]);
      for (const chunk of await index.chunks("new.md")) expect(await index.chunk(chunk.id)).toEqual(chunk);
      await put(sampleDocument("old.md", guide));
      expect((await index.status()).documents).toBe(2);
      await index.moveDocument("old.md", "new.md", 6000);
      expect((await index.documents()).map((record) => record.path)).toEqual(["new.md"]);
    });

    it("notes that a file was touched", async () => {
      await put(sampleDocument("a.md", guide));
      await index.touchDocument("a.md", 7777);
      expect((await index.document("a.md"))?.modifiedMs).toBe(7777);
    });

    it("removes a document from everywhere", async () => {
      await put(sampleDocument("a.md", guide));
      await put(sampleDocument("b.md", menu));
      const [chunk] = await index.chunks("a.md");
      expect(await index.removeDocument("a.md")).toBe(3);
      expect(await index.chunk(chunk!.id)).toBeNull();
      expect(await textSearch("ninety")).toEqual([]);
      expect(paths(await index.search({ vector: sampleVector(chunk!.text), k: 9 }))).toEqual(["b.md", "b.md"]);
      expect(await index.status()).toMatchObject({ documents: 1, chunks: 2 });
    });

    it("says how rare a term is", async () => {
      await put(sampleDocument("a.md", "common first\ncommon second\ncommon third\nrare fourth"));
      const shares = await index.termShares(["commons", "rare", "absent", "..."]);
      expect(Object.fromEntries(shares)).toEqual({ commons: 0.75, rare: 0.25, absent: 0, "...": 0 });
    });

    it("knows the words that a typo may mean, the nearest and most frequent first, if it corrects typos", async () => {
      if (index.nearestTerms === undefined) return;
      await put(
        sampleDocument("a.md", "The vacuum configuration of valves\nvalves and volves\nvalves, 1200 kettles, rot"),
      );
      const nearest = async (word: string) => await index.nearestTerms!(word);
      expect(await nearest("vaccum")).toEqual(["vacuum"]);
      expect(await nearest("vacumm")).toEqual(["vacuum"]);
      expect(await nearest("configuraton")).toEqual(["configuration"]);
      expect(await nearest("cnofigurtion")).toEqual(["configuration"]);
      expect(await nearest("vlves")).toEqual(["valves", "volves"]);
      expect(await nearest("bacuum")).toEqual(["vacuum"]);
      expect(await nearest("kettels")).toEqual(["kettles"]);
      for (const word of ["rat", "vaccuummm", "zeppelin", "120O", "", "rott"])
        expect([word, await nearest(word)]).toEqual([word, word === "rott" ? ["rot"] : []]);
      await index.removeDocument("a.md");
      expect(await nearest("vaccum")).toEqual([]);
    });

    it("lists documents by path and languages by count", async () => {
      for (const path of ["b.md", "Z.md", "a/é.md", "a b.md", "a.md"])
        await put(sampleDocument(path, `text of ${path}`, { language: path === "a.md" ? null : "en" }));
      expect((await index.documents()).map((record) => record.path)).toEqual([
        "Z.md",
        "a b.md",
        "a.md",
        "a/é.md",
        "b.md",
      ]);
      expect((await index.status()).languages).toEqual({ en: 4, unknown: 1 });
    });

    it("rejects vectors of another length or with no number", async () => {
      await expect(index.putVectors(new Map([["k", new Float32Array(7)]]))).rejects.toMatchObject({
        code: "invalid-option",
      });
      await expect(index.putVectors(new Map([["k", new Float32Array(8).fill(Number.NaN)]]))).rejects.toMatchObject({
        code: "invalid-option",
      });
      await expect(index.search({ vector: new Float32Array(9), k: 1 })).rejects.toMatchObject({
        code: "invalid-option",
      });
      await expect(index.search({ text: "x", k: 0 })).rejects.toMatchObject({ code: "invalid-option" });
    });

    it("is still there when it is opened again", async () => {
      await put(sampleDocument("a.md", guide));
      await index.finish();
      const [chunk] = await index.chunks("a.md");
      await index.close();
      index = await place.provider.write({ create: sampleFingerprint });
      expect(await index.chunk(chunk!.id)).toEqual(chunk);
      expect(paths(await index.search({ text: "ninety", vector: sampleVector(chunk!.text), k: 1 }))).toEqual(["a.md"]);
      expect((await index.status()).updatedMs).toBeGreaterThan(Date.parse("2020-01-01"));
    });

    it("shows a reader each commit without opening again", async () => {
      await put(sampleDocument("a.md", guide));
      const reader = await place.provider.read();
      try {
        expect((await reader.search({ text: "soup", vector: sampleVector("x"), k: 20 })).length).toBe(3);
        await put(sampleDocument("b.md", menu));
        await index.removeDocument("a.md");
        expect(paths(await reader.search({ text: "soup", vector: sampleVector("x"), k: 20 }))).toEqual([
          "b.md",
          "b.md",
        ]);
        expect((await reader.documents()).map((record) => record.path)).toEqual(["b.md"]);
        expect((await reader.termShares(["soup"])).get("soup")).toBe(0.5);
        // An engine may have no writing methods on a reader, or refuse them.
        const refusal =
          "removeDocument" in reader ? await codeOf((reader as IndexWriter).removeDocument("b.md")) : "index-read-only";
        expect(refusal).toBe("index-read-only");
      } finally {
        await reader.close();
      }
    });

    const writeTogether = async () => {
      const other = await place.provider.write({ create: sampleFingerprint });
      const entry = sampleDocument("other.md", menu);
      await other.putVectors(sampleVectors(entry));
      await Promise.all([put(sampleDocument("a.md", guide)), other.replaceDocument(entry)]);
      await other.close();
      return (await index.documents()).map((record) => record.path);
    };

    it("has one writer at a time, or admits several", async () => {
      const isShared = place.provider.concurrentWriters === true;
      const outcome = isShared
        ? await writeTogether()
        : await codeOf(place.provider.write({ create: sampleFingerprint }));
      expect(outcome).toEqual(isShared ? ["a.md", "other.md"] : "index-locked");
      await index.close();
      index = await place.provider.write({ create: sampleFingerprint });
    });

    const otherModel = { ...sampleFingerprint, embedder: { ...sampleFingerprint.embedder, model: "another-model" } };

    it("rejects another model by name", async () => {
      await put(sampleDocument("a.md", guide));
      await index.close();
      const opening = place.provider.write({ create: otherModel });
      await expect(opening).rejects.toMatchObject({ code: "model-mismatch" });
      await expect(opening).rejects.toThrow(/sample.*another-model/);
      index = await place.provider.write({ create: sampleFingerprint });
      expect(await index.document("a.md")).not.toBeNull();
    });

    it("gives an index without documents to another model", async () => {
      await index.close();
      index = await place.provider.write({ create: otherModel });
      expect(index.fingerprint).toEqual(otherModel);
      await put(sampleDocument("a.md", guide));
      await index.close();
      index = await place.provider.write();
      expect(index.fingerprint).toEqual(otherModel);
    });

    it("has a name of its own", async () => {
      const other = await createPlace();
      const { name } = place.provider.describe();
      expect(place.provider.describe().name).toBe(name);
      expect(other.provider.describe().name).not.toBe(name);
      await other.remove();
    });

    it("is missing until it is written", async () => {
      const empty = await createPlace();
      expect(await empty.provider.exists()).toBe(false);
      await expect(empty.provider.read()).rejects.toMatchObject({ code: "index-missing" });
      await expect(empty.provider.write()).rejects.toMatchObject({ code: "index-missing" });
      expect(await empty.provider.readSettings()).toBeNull();
      expect(await empty.provider.exists()).toBe(false);
      await (await empty.provider.write({ create: sampleFingerprint })).close();
      expect(await empty.provider.exists()).toBe(true);
      expect((await empty.provider.read()).fingerprint).toEqual(sampleFingerprint);
      await empty.remove();
    });

    it("keeps its settings and replaces them whole", async () => {
      const settings = { version: 1, folder: "..", embedder: "sample" } as const;
      await place.provider.writeSettings({ ...settings, targetTokens: 300, include: ["**/*.md"] });
      expect(await place.provider.readSettings()).toEqual({ ...settings, targetTokens: 300, include: ["**/*.md"] });
      await place.provider.writeSettings(settings);
      expect(await place.provider.readSettings()).toEqual(settings);
    });
  });
}

/** The code with which a call rejects, `null` where it does not. */
function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => null,
    (error: { readonly code?: unknown }) => error.code,
  );
}
