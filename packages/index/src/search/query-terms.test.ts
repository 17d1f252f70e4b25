import { describe, expect, it } from "vitest";
import { fakeTerms } from "../../test/fake-terms.js";
import { chunksWith, leftOutTerms, parseQuery, queryTerms } from "@ragstone/tokenizers/words";
import type { QueryTerm } from "../text/rank.js";

const de = (term: string): string => `${term}\u0001de`;

function shown(terms: readonly QueryTerm[]): [term: string, weight: number, df: number][] {
  return terms.map(({ postings, weight, df }) => [postings.term, weight, df]);
}

function termsOf(query: string, chunks: readonly (readonly string[])[] = [], languages: (string | null)[] = ["en"]) {
  return shown(queryTerms(fakeTerms(chunks), parseQuery(query), languages));
}

describe("the terms of a query", () => {
  it("leave out the words that carry the form of a question, if it has others", () => {
    expect(termsOf("Where is THE key?")).toEqual([["kei", 1, 0]]);
    expect(termsOf("what is it")).toEqual([
      ["what", 1, 0],
      ["is", 1, 0],
      ["it", 1, 0],
    ]);
    expect(termsOf('the "key"').map(([term]) => term)).toEqual(["the", "kei"]);
  });

  it("weigh more where a word is repeated in any form", () => {
    expect(termsOf("key keys lock", [["kei"], ["kei", "lock"]])).toEqual([
      ["kei", 2, 2],
      ["lock", 1, 1],
    ]);
  });

  it("have a form in each language, except bigrams", () => {
    expect(termsOf("11 11", [["11"], [de("11")]], ["en", "de", null])).toEqual([
      ["11", 2, 2],
      [de("11"), 2, 2],
    ]);
    expect(termsOf("key 鍵更", [["鍵更"]], ["en", "de"])).toEqual([
      ["kei", 1, 0],
      ["鍵更", 1, 1],
      [de("key"), 1, 0],
    ]);
  });

  it("are as rare as all forms of the word together, in a query of several languages", () => {
    const chunks = [["ship"], ["ship"], [de("ship")], ["鍵更"], ["更新"]];
    expect(termsOf("ship 鍵更新", chunks, ["en", "de"])).toEqual([
      ["ship", 1, 3],
      ["鍵更", 1, 1],
      ["更新", 1, 1],
      [de("ship"), 1, 3],
    ]);
    expect(termsOf("ship", chunks, ["en"])).toEqual([["ship", 1, 2]]);
  });

  it("have the highest of several sums of their forms", () => {
    // "houses" and "house" share the English form, and have one German form each.
    const chunks = [["hous"], [de("hous")], [de("hous")], [de("houses")]];
    const frequencies = new Map(termsOf("houses house houses", chunks, ["en", "de"]).map(([term, , df]) => [term, df]));
    expect(frequencies.get("hous")).toBe(Math.max(...frequencies.values()));
  });

  it("are at most 512, of which each counts all its occurrences", () => {
    const numbers = Array.from({ length: 600 }, (_, at) => String(1000 + at));
    const found = termsOf([...numbers, "1000", "1599"].join(" "));
    expect(found).toHaveLength(512);
    expect(found[0]).toEqual(["1000", 2, 0]);
    expect(found[511]).toEqual(["1511", 1, 0]);
    // A bigram is the same term in the second language, for which there is no more room.
    const han = Array.from({ length: 513 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join("");
    expect(termsOf(`${han} ${han}`, [], ["en", "de"]).map(([, weight]) => weight)).toEqual(Array(512).fill(2));
  });
});

describe("a prefix", () => {
  const stored = [["rotat", "rotor"], ["rotat"], ["rot"], ["rota"], ["ro"], ["other"]];
  const ordinalsOf = (query: string, chunks = stored): number[] => {
    const [first, ...rest] = queryTerms(fakeTerms(chunks), parseQuery(query), ["en"]);
    expect(rest).toEqual([]);
    const ordinals = new Int32Array(4096);
    const found = first!.postings.blocks.flatMap((block) =>
      Array.from(ordinals.subarray(0, block.read(ordinals, new Int32Array(4096)))),
    );
    expect([first!.weight, first!.df, first!.postings.df]).toEqual([1, found.length, found.length]);
    return found;
  };

  it("finds the terms that begin with it", () => {
    expect(ordinalsOf("ROTA*")).toEqual([0, 1, 2, 3]);
    expect(ordinalsOf("ro*")).toEqual([0, 1, 2, 3, 4]);
    expect(ordinalsOf("zz*")).toEqual([]);
  });

  it("finds terms shorter than it by up to three letters, of at least three", () => {
    expect(ordinalsOf("rotatio*")).toEqual([0, 1, 3]);
    expect(ordinalsOf("rotation*")).toEqual([0, 1]);
    expect(ordinalsOf("rotations*")).toEqual([]);
    expect(ordinalsOf("rotx*")).toEqual([2]);
    expect(ordinalsOf("rox*")).toEqual([]);
  });

  it("finds at most 256 terms, and always its own", () => {
    const many = Array.from({ length: 300 }, (_, at) => [`rot${1000 + at}`]);
    expect(ordinalsOf("rot*", many)).toHaveLength(256);
    expect(ordinalsOf("rot*", [...many, ["rot"]])).toContain(300);
  });

  it("counts among at most 512", () => {
    const query = Array.from({ length: 600 }, (_, at) => `x${at}*`).join(" ");
    expect(termsOf(query)).toHaveLength(512);
  });
});

describe("the words left out of a query", () => {
  const leftOut = (query: string) => shown(leftOutTerms(fakeTerms([["the"]]), parseQuery(query), ["en"]));

  it("are those that carry its form", () => {
    expect(leftOut("where is the key")).toEqual([
      ["where", 1, 0],
      ["is", 1, 0],
      ["the", 1, 1],
    ]);
  });

  it("are none where all words are searched for", () => {
    expect(leftOut("where is the")).toEqual([]);
    expect(leftOut('the "key"')).toEqual([]);
  });
});

describe("chunksWith", () => {
  const chunks = [["kei"], ["kei", "lock"], [de("key")], ["鍵更", "更新"], ["鍵更"]];
  const count = (word: string, languages: (string | null)[]) => chunksWith(fakeTerms(chunks), word, languages);

  it("adds up the forms of a word in all languages, each once", () => {
    expect(count("keys", ["en", null])).toBe(2);
    expect(count("key", ["en", "de"])).toBe(3);
  });

  it("counts the rarest of several words", () => {
    expect(count("key lock", ["en"])).toBe(1);
    expect(count("鍵更新", ["en", "de"])).toBe(1);
  });

  it("finds no chunk for a text without words", () => {
    expect(count("?!", ["en", "de"])).toBe(0);
  });
});
