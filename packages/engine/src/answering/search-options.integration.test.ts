import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRagstoneError, type Hit } from "@ragstone/core";
import { openRagstone } from "../../test/open.js";
import type { Ragstone, SearchOptions } from "../api/ragstone.js";

/** Long sections, so that each becomes separate chunks. */
function section(heading: string, sentence: string, times = 70): string {
  return `${heading}\n\n${Array.from({ length: times }, (_, number) => `${sentence} This is entry ${number} of the record.`).join(" ")}\n\n`;
}

const guide = `${section("# Guide", "The guide describes the plant.")}${section("## Valves", "Valves are opened by the pressure team.", 90)}${section("### Spare valves", "Spare valves lie in the north store.")}${section("## Pumps", "Pumps are greased in spring.")}`;
const giant = section("# Pressure log", "The pressure of valves was measured.", 9000);
const files: Readonly<Record<string, string>> = {
  "guide.md": guide,
  "giant.md": giant,
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, number) => [
      `notes/${number}.md`,
      `# Note ${number}\n\nOn day ${number} a valve was replaced; the pressure was ${number * 3} bar.\n`,
    ]),
  ),
  "copies/a.md": "# Rotation\n\nSigning keys are rotated every 90 days by the platform team.\n",
  "copies/b.md": "# Rotation\n\nSigning keys are rotated every 90 days by the platform team!\n",
  "copies/c.md": "# Storage\n\nKeys for signing are stored in Zurich, and nobody may copy them.\n",
};

let folder: string;
let rag: Ragstone;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ragstone-search-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  rag = await openRagstone({ folder });
  await rag.index();
});

afterAll(async () => {
  await rag.close();
  await rm(folder, { recursive: true, force: true });
});

const sliceOf = ({ path, start, end }: Hit): string => files[path]!.slice(start, end);

describe("a typo", () => {
  test("is searched for as the nearest word of the documents, and reported", async () => {
    const hits = await rag.search("greesed pmups", { mode: "text" });
    expect(hits.corrected).toEqual([
      { from: "greesed", to: "greased" },
      { from: "pmups", to: "pumps" },
    ]);
    expect(hits.map(({ id }) => id)).toEqual((await rag.search("greased pumps", { mode: "text" })).map(({ id }) => id));
    expect((await rag.search("greased pumps")).corrected).toBeNull();
  });

  test("is not corrected to a word outside of a scope", async () => {
    const scoped = rag.scoped({ filter: { path: "copies" } });
    expect((await scoped.search("pmups zurihc")).corrected).toEqual([{ from: "zurihc", to: "zurich" }]);
  });
});

describe("copies of a passage", () => {
  test("are listed with the best one, or as hits of their own", async () => {
    const options = { k: 5, filter: { path: "copies" } };
    const folded = await rag.search("signing keys rotated", options);
    expect(folded.map(({ path, copies }) => [path, copies])).toEqual([
      ["copies/a.md", ["copies/b.md"]],
      ["copies/c.md", []],
    ]);
    const all = await rag.search("signing keys rotated", { ...options, allCopies: true });
    expect(all.map(({ path, copies }) => [path, copies])).toEqual([
      ["copies/a.md", undefined],
      ["copies/b.md", undefined],
      ["copies/c.md", undefined],
    ]);
  });
});

describe("one passage of each document", () => {
  test("is the best one, in the order of all passages", async () => {
    const all = await rag.search("signing keys rotated", { k: 1000, filter: { path: "copies" }, allCopies: true });
    const each = await rag.search("signing keys rotated", {
      k: 1000,
      filter: { path: "copies" },
      onePerDocument: true,
      allCopies: true,
    });
    expect(each.map(({ id }) => id)).toEqual(
      [...new Map(all.toReversed().map((hit) => [hit.path, hit])).values()]
        .sort((a, b) => a.rank - b.rank)
        .map(({ id }) => id),
    );
  });

  test("finds every document although a long one fills the first candidates", async () => {
    const chunks = (await rag.showChunks("giant.md")).chunks.length;
    expect(chunks).toBeGreaterThan(150);
    for (const mode of ["hybrid", "text"] as const) {
      const hits = await rag.search("pressure of valves was measured", { k: 14, mode, onePerDocument: true });
      expect(new Set(hits.map(({ path }) => path)).size).toBe(14);
      expect(hits.map(({ rank }) => rank)).toEqual(hits.map((_, position) => position + 1));
    }
  });

  test("gives fewer only where fewer documents pass the filter", async () => {
    const hits = await rag.search("valve pressure", { k: 50, filter: { path: "notes" }, onePerDocument: true });
    expect(hits.map(({ path }) => path).sort()).toEqual(
      Object.keys(files)
        .filter((path) => path.startsWith("notes/"))
        .sort(),
    );
  });
});

describe("diversity", () => {
  test("of 0 changes nothing, and above 0 ranks a dissimilar hit before a near copy", async () => {
    const options = { k: 3, filter: { path: "copies" }, allCopies: true };
    const plain = await rag.search("signing keys rotated", options);
    expect(
      plain
        .slice(0, 2)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(["copies/a.md", "copies/b.md"]);
    expect(await rag.search("signing keys rotated", { ...options, diversity: 0 })).toEqual(plain);
    const diverse = await rag.search("signing keys rotated", { ...options, diversity: 0.7 });
    expect(diverse.map(({ path }) => path)).toEqual([plain[0]!.path, "copies/c.md", plain[1]!.path]);
    expect(diverse.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  });

  test("never gives fewer hits, and only hits of the index", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        async (diversity, k) => {
          const hits = await rag.search("valve pressure", { k, diversity, filter: { path: "notes" } });
          expect(hits).toHaveLength(Math.min(k, 12));
          expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe("expansion", () => {
  const core = async (): Promise<Hit> => {
    const [hit] = await rag.search("valves opened by the pressure team", { k: 1, filter: { path: "guide.md" } });
    return hit!;
  };

  test("to neighbours is one slice from the chunk before to the one after", async () => {
    const hit = await core();
    const { chunks } = await rag.showChunks("guide.md");
    const position = chunks.findIndex(({ id }) => id === hit.id);
    const [wide] = await rag.search("valves opened by the pressure team", {
      k: 1,
      filter: { path: "guide.md" },
      expand: "neighbours",
    });
    expect(wide).toMatchObject({
      id: hit.id,
      rank: 1,
      score: hit.score,
      start: (chunks[position - 1] ?? chunks[position])!.start,
      end: (chunks[position + 1] ?? chunks[position])!.end,
    });
    expect(wide!.end - wide!.start).toBeGreaterThan(hit.end - hit.start);
    expect(wide!.text).toBe(sliceOf(wide!));
  });

  test("to the section begins at its heading and ends before the next of its level", async () => {
    const hit = await core();
    expect(hit.headings.at(-1)).toBe("Valves");
    const [wide] = await rag.search("valves opened by the pressure team", {
      k: 1,
      filter: { path: "guide.md" },
      expand: "section",
    });
    expect(wide).toMatchObject({ id: hit.id, start: guide.indexOf("## Valves"), end: guide.indexOf("## Pumps") });
    expect(wide!.text).toBe(sliceOf(wide!));
  });

  test("of a very long section stops at whole chunks around the hit", async () => {
    const [wide] = await rag.search("pressure of valves was measured", {
      k: 1,
      filter: { path: "giant.md" },
      expand: "section",
    });
    expect(wide!.text).toBe(sliceOf(wide!));
    expect(wide!.end - wide!.start).toBeGreaterThan(8_000);
    expect(wide!.end - wide!.start).toBeLessThanOrEqual(16_000);
    const { chunks } = await rag.showChunks("giant.md");
    expect(chunks.map(({ start }) => start)).toContain(wide!.start);
    expect(chunks.map(({ end }) => end)).toContain(wide!.end);
  });

  test.each([{ onePerDocument: true }, { diversity: 0.5 }, { mode: "text" }, {}] as SearchOptions[])(
    "with %j contains every hit, in order, and no text twice",
    async (options) => {
      const narrow = await rag.search("valves pressure pumps", { k: 12, ...options });
      for (const expand of ["neighbours", "section"] as const) {
        const wide = await rag.search("valves pressure pumps", { k: 12, ...options, expand });
        expect(wide.map(({ rank }) => rank)).toEqual(wide.map((_, position) => position + 1));
        const holding = narrow.map((hit) =>
          wide.filter(({ path, start, end }) => path === hit.path && start <= hit.start && end >= hit.end),
        );
        expect(holding.map(({ length }) => length)).toEqual(narrow.map(() => 1));
        expect(wide[0]).toMatchObject({ id: narrow[0]!.id, score: narrow[0]!.score });
        for (const [position, hit] of wide.entries()) {
          expect(hit.text).toBe(sliceOf(hit));
          for (const other of wide.slice(position + 1))
            expect(other.path !== hit.path || other.end <= hit.start || other.start >= hit.end).toBe(true);
        }
      }
    },
  );

  test("of hits that are one together makes room for others", async () => {
    const options = { k: 3, filter: { path: "giant.md" } };
    const narrow = await rag.search("pressure of valves was measured", options);
    const wide = await rag.search("pressure of valves was measured", { ...options, expand: "neighbours" });
    expect(narrow).toHaveLength(3);
    expect(wide).toHaveLength(3);
    expect(wide.reduce((sum, hit) => sum + hit.text.length, 0)).toBe(
      new Set(wide.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at))).size,
    );
  });
});

test("an answer over widened and diverse passages cites the files exactly", async () => {
  const { status, citations } = await rag.ask("How often are signing keys rotated?", {
    expand: "section",
    diversity: 0.3,
  });
  expect(status).toBe("answered");
  expect(citations.length).toBeGreaterThan(0);
  for (const { path, start, end, quote } of citations) expect(files[path]!.slice(start, end)).toBe(quote);
});

test.each([
  { diversity: 1.1 },
  { diversity: -0.1 },
  { diversity: Number.NaN },
  { expand: "page" },
  { k: 0 },
  { k: 2.5 },
])("%j is refused", async (options) => {
  await expect(rag.search("keys", options as SearchOptions)).rejects.toSatisfy(
    (error) => isRagstoneError(error) && error.code === "invalid-option",
  );
});

test("an answer is made from passages that are selected by the same options", async () => {
  const question = "Who opens the valves by pressure?";
  const filter = { path: "guide.md" };
  for (const options of [{ expand: "section" }, { mode: "text" }, { mode: "vector", diversity: 0.6 }] as const) {
    const { sources } = await rag.ask(question, { k: 3, filter, ...options });
    const hits = await rag.search(question, { k: 3, filter, ...options });
    const rangesOf = (of: readonly Hit[]) => new Set(of.map(({ start, end }) => `${start}-${end}`));
    expect(rangesOf(sources)).toEqual(rangesOf(hits));
  }
});
