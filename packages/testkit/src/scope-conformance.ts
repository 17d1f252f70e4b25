import type { Candidate, IndexWriter, DocumentToIndex, IndexQuery, SearchFilter } from "@ragstone/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IndexPlace } from "./index-place.js";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "./index-samples.js";

const shared = "the key of the safe turns left\nthe safe opens at nine";
const filter: SearchFilter = { pathPrefix: "mine" };

const visible: readonly DocumentToIndex[] = [
  sampleDocument("mine/b.md", shared),
  sampleDocument("mine/a.md", `${shared}\nmoored since safety first`),
  sampleDocument("mine/deep/c.md", "a longer line about a safe place, a key and the mooring of boats"),
];

/**
 * The same text as the visible documents, in folders whose names only share a prefix, and words, languages and lengths
 * of others.
 */
const hidden: readonly DocumentToIndex[] = [
  sampleDocument("mine2/a.md", shared),
  sampleDocument("Mine/a.md", shared),
  sampleDocument("other/mine/a.md", shared),
  sampleDocument("mine.md", `${shared}\nthe key of the safe`),
  sampleDocument("other/safe.md", Array.from({ length: 40 }, (_, line) => `safe safe key ${line}`).join("\n")),
  sampleDocument("other/de.md", "der Tresor, der safe, die keys und ein opening", { language: "de" }),
  // More words with the same beginning than one prefix may match.
  sampleDocument(
    "other/mo.md",
    Array.from({ length: 600 }, (_, word) => `mo${String(word).padStart(3, "0")}x`).join(" "),
  ),
];

const queries: readonly [string, Omit<IndexQuery, "filter">][] = [
  ["words", { text: "key of the safe", k: 10 }],
  ["few words", { text: "safe", k: 2 }],
  ["words that only say how a question is put", { text: "safe at the first of a", k: 10 }],
  ["a quotation", { text: '"key of the safe"', k: 10 }],
  ["beginnings of words", { text: "mo* saf*", k: 10 }],
  ["words of two languages", { text: "opening keys tresor", k: 10 }],
  ["a vector", { vector: sampleVector("the safe opens at nine"), k: 10 }],
  ["the nearest vector alone", { vector: sampleVector("the key of the safe turns left"), k: 1 }],
  ["both", { text: "key of the safe", vector: sampleVector("the key of the safe turns left"), k: 3 }],
  ["both, for more than there is", { text: "safe", vector: sampleVector("safe"), k: 1000 }],
];

/** Equal text on both sides of a filter: nothing hidden is found, and results reveal nothing hidden. */
export function describeScopes(createPlace: () => Promise<IndexPlace>): void {
  describe("with equal text on both sides of a filter", () => {
    const places: IndexPlace[] = [];
    const indexes: IndexWriter[] = [];
    const filled = async (entries: readonly DocumentToIndex[]): Promise<IndexWriter> => {
      const place = await createPlace();
      places.push(place);
      const index = await place.provider.write({ create: sampleFingerprint });
      indexes.push(index);
      for (const entry of entries) {
        await index.putVectors(sampleVectors(entry));
        await index.replaceDocument(entry);
      }
      return index;
    };
    let all: IndexWriter;
    let only: IndexWriter;
    beforeEach(async () => {
      // In another order, so that neither rows nor slots match those without the hidden documents.
      all = await filled([
        ...hidden.slice(4),
        visible[2]!,
        hidden[0]!,
        visible[1]!,
        ...hidden.slice(1, 4),
        visible[0]!,
      ]);
      only = await filled(visible);
    });
    afterEach(async () => {
      for (const index of indexes.splice(0)) await index.close();
      for (const place of places.splice(0)) await place.remove();
    });
    const isInside = ({ path }: { readonly path: string }): boolean => path.startsWith("mine/");

    it.each(queries)(
      "a search by %s finds the documents inside, with the scores of an index of those alone",
      async (_, query) => {
        for (const step of ["committed", "finished", "without what is hidden"]) {
          const found = await all.search({ ...query, filter });
          expect(found.filter((candidate) => !isInside(candidate))).toEqual([]);
          expect(found.length).toBeGreaterThan(0);
          expect({ step, found: byId(found) }).toEqual({
            step,
            found: byId(await only.search({ ...query, filter })),
          });
          if (step === "committed") await all.finish();
          else for (const { document } of hidden) await all.removeDocument(document.path);
        }
      },
    );

    it("a search by words for as many as there are finds each, though hidden ones score higher", async () => {
      const found = await all.search({ text: "safe", k: 5, filter });
      expect(found).toHaveLength(5);
      expect(await all.search({ text: "tresor", k: 5, filter })).toEqual([]);
      expect(await all.search({ text: '"der Tresor"', k: 5, filter })).toEqual([]);
      expect(await all.search({ text: "mo599*", k: 5, filter })).toEqual([]);
    });

    it("the rarity of a term is that inside", async () => {
      const terms = ["safe", "key", "keys", "tresor", "mo001x", "moored"];
      const shares = await all.termShares(terms, filter);
      expect(shares).toEqual(await only.termShares(terms));
      expect([shares.get("tresor"), shares.get("mo001x")]).toEqual([0, 0]);
      expect(await all.termShares(["safe"], { pathPrefix: "nobody" })).toEqual(new Map([["safe", 0]]));
      expect((await all.termShares(["tresor"])).get("tresor")).toBeGreaterThan(0);
    });

    it("the words that a typo may mean are those inside", async () => {
      if (all.nearestTerms === undefined || only.nearestTerms === undefined) return;
      for (const word of ["tressor", "trsor", "kyes", "saef", "moorred", "safeti", "opne"])
        expect([word, await all.nearestTerms(word, filter)]).toEqual([word, await only.nearestTerms(word)]);
      expect(await all.nearestTerms("tressor", filter)).toEqual([]);
      expect(await all.nearestTerms("tressor")).toEqual(["tresor"]);
      expect(await all.nearestTerms("moorred", filter)).toEqual(["moored"]);
      expect(await all.nearestTerms("moorred", { pathPrefix: "nobody" })).toEqual([]);
    });

    it("a hit leads to its own document, chunk, text and vector", async () => {
      const found = await all.search({ vector: sampleVector("the key of the safe turns left"), k: 2, filter });
      expect(found.map(({ path }) => path).sort()).toEqual(["mine/a.md", "mine/b.md"]);
      for (const { id, path, start, end, text } of found) {
        expect(await all.chunk(id)).toMatchObject({ id, path, text });
        expect((await all.text(path))?.text.slice(start, end)).toBe(text);
        expect((await all.chunks(path)).map((chunk) => chunk.path)).toEqual((await all.chunks(path)).map(() => path));
        expect([...((await all.vectors?.([id])) ?? new Map([[id, null]])).keys()]).toEqual([id]);
      }
    });

    it("filters that were used before do not answer for others", async () => {
      const prefixes = ["mine", "mine2", "Mine", "other", "mine.md", "other/mine", "nobody"];
      for (const round of [1, 2]) {
        for (const pathPrefix of prefixes) {
          const found = await all.search({
            text: "safe",
            vector: sampleVector("safe"),
            k: 200,
            filter: { pathPrefix },
          });
          const strangers = found.filter(({ path }) => path !== pathPrefix && !path.startsWith(`${pathPrefix}/`));
          expect({ pathPrefix, round, strangers }).toEqual({ pathPrefix, round, strangers: [] });
        }
      }
      const numbers = await all.search({ text: "safe", k: 9, filter: { metadata: { level: 1 } } });
      const texts = await all.search({ text: "safe", k: 9, filter: { metadata: { level: "1" } } });
      expect([numbers, texts]).toEqual([[], []]);
    });

    it("each commit is seen in a scope that was used before", async () => {
      const query = { text: "safe", vector: sampleVector("safe"), k: 50, filter };
      await all.search(query);
      const entry = sampleDocument("mine/new.md", "a new safe");
      await all.putVectors(sampleVectors(entry));
      await all.replaceDocument(entry);
      await all.removeDocument("mine/a.md");
      await all.moveDocument("mine/b.md", "theirs/b.md", 1);
      const paths = new Set((await all.search(query)).map(({ path }) => path));
      expect(paths).toEqual(new Set(["mine/deep/c.md", "mine/new.md"]));
    });
  });
}

function byId(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
