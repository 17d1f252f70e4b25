import type { Candidate } from "@ragstone/core";
import { staticWords } from "@ragstone/embedders";
import { describe, expect, it } from "vitest";
import { candidate } from "../../test/candidates.js";
import { queryWords } from "./query-words.js";
import { rankByFeatures, type Weighed } from "./rank-by-features.js";
import { sentenceWords } from "./sentence-words.js";
import { WordTable } from "./word-table.js";

const table = new WordTable(staticWords());

const passage = (
  text: string,
  { headings = [] as readonly string[], path = "a.md", start = 0, vector = 0.5 } = {},
) => ({
  ...candidate(text, 1, vector, path),
  context: headings.join(" > "),
  headings,
  start,
});

async function weigh(
  query: string,
  candidates: readonly Candidate[],
  shares: Readonly<Record<string, number>> = {},
): Promise<Weighed[]> {
  const words = await queryWords(query, table, () => Promise.resolve(new Map(Object.entries(shares))));
  return rankByFeatures(
    candidates.map((one, at) => ({ candidate: one, score: 1 - at / 100 })),
    { query: words, table },
  );
}

const featuresOf = async (...given: Parameters<typeof weigh>) => {
  const weighed = await weigh(...given);
  return given[1].map((one) => weighed.find((entry) => entry.candidate === one)!.features!);
};

describe("the features of passages", () => {
  it("count a related word by its similarity, and no word fully but the same one", async () => {
    const [same, related, other] = await featuresOf("automobile", [
      passage("Automobiles rust."),
      passage("Cars rust."),
      passage("Bread rises."),
    ]);
    expect(same!.words).toBe(1);
    expect(related!.words).toBeLessThan(1);
    expect(related!.words).toBeGreaterThan(other!.words + 0.1);
    expect(related!.sentence).toBeGreaterThan(other!.sentence);
  });

  it("weigh words by their rarity", async () => {
    const shares = { common: 0.9, rarest: 0.001 };
    const [common, rare] = await featuresOf("common rarest", [passage("common"), passage("rarest")], shares);
    expect(rare!.words).toBeGreaterThan(0.9);
    expect(common!.words).toBeLessThan(0.2);
  });

  it("find the passage that defines the term of the query, and no other by a part of it", async () => {
    const glossary = "Escrow\n: Money that a third party keeps.\n\nLease\n: A contract to use property.";
    const notes = "A lease here, a lease there. Every lease has a number.\nThe lease?\nIt was signed.";
    const terms = async (query: string) =>
      (await featuresOf(query, [passage(glossary), passage(notes)])).map((features) => features.terms);
    expect(await terms("What is a lease?")).toEqual([1, 0]);
    expect(await terms("leases")).toEqual([1, 0]);
    expect(await terms("lease of a car in winter")).toEqual([0, 0]);
    const weighed = await weigh("What is a lease?", [passage(notes, { path: "b.md" }), passage(glossary)]);
    expect(weighed[0]!.candidate.text).toBe(glossary);
  });

  it("tell words of one sentence from words of several", async () => {
    const [one, several] = await featuresOf("pump pressure limit", [
      passage("The pump has a pressure limit. It is blue."),
      passage("The pump is blue. It has pressure. There is a limit."),
    ]);
    expect(several!.words).toBeCloseTo(one!.words, 6);
    expect(one!.sentenceWords).toBe(1);
    expect(several!.sentenceWords).toBeLessThan(0.8);
  });

  it("see whether neighbouring words follow each other", async () => {
    const [next, apart, reversed] = await featuresOf("pressure limit", [
      passage("the pressure limit"),
      passage("the limit of the pump and its pressure"),
      passage("limit pressure"),
    ]);
    expect([next!.adjacency, apart!.adjacency, reversed!.adjacency]).toEqual([1, 0, 0]);
  });

  it("see headings and paths, and take both for no part of the text", async () => {
    const [labelled, named, plain] = await featuresOf("rotation", [
      passage("Keys.", { headings: ["Rotation"] }),
      passage("Keys.", { path: "guides/rotation.md" }),
      passage("Keys.", { path: "keys.rotation" }),
    ]);
    expect([labelled!.headings, labelled!.path, labelled!.words]).toEqual([1, 0, 1]);
    expect([named!.headings, named!.path]).toEqual([0, 1]);
    expect([plain!.headings, plain!.path]).toEqual([0, 0]);
  });

  it("take in the fused score of the best passage next to it in its document", async () => {
    const near = passage("a", { start: 3999 });
    const candidates = [passage("b"), near, passage("c", { start: 90_000 }), passage("d", { path: "b.md", start: 1 })];
    const neighbours = (await featuresOf("keys", candidates)).map((features) => features.neighbours);
    expect(neighbours).toEqual([0.99, 1, 0, 0]);
  });

  it("are from 0 to 1, for any text", async () => {
    const texts = ["", "…", "無線 接続", "a".repeat(5000), "zzqx", "1.2.3 | x_y\n\n| -- |"];
    for (const query of ["?", "無線", "zzqx", "how are keys rotated", "the of and"]) {
      for (const features of await featuresOf(
        query,
        texts.map((text) => passage(text)),
      ))
        for (const value of Object.values(features))
          expect(value).toSatisfy((one: number) => one >= 0 && one <= 1 + 1e-6);
    }
  });
});

describe("the ranking by features", () => {
  it("moves the passage that answers above one that shares scattered words", async () => {
    const scattered = passage("Keys open doors. A rotation of staff. Every week somebody else.");
    const answer = passage("Rotate the keys every week.", { headings: ["Key rotation"] });
    const ranked = await weigh("how often are keys rotated", [scattered, answer]);
    expect(ranked.map((entry) => entry.candidate)).toEqual([answer, scattered]);
    expect(ranked[0]!.score).toBeLessThanOrEqual(1);
  });

  it("keeps candidates far behind in their order, below the others", async () => {
    const candidates = Array.from({ length: 45 }, (_, at) => passage(`passage ${at}`));
    const ranked = await weigh("passage", candidates);
    expect(ranked.slice(36).map((entry) => entry.candidate)).toEqual(candidates.slice(36));
    expect(ranked.slice(36).every((entry) => entry.features === null)).toBe(true);
    const scores = ranked.map((entry) => entry.score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  });

  it("ranks nothing for nothing", async () => {
    expect(await weigh("keys", [])).toEqual([]);
  });
});

it("splits a text into the words of its sentences and lines", () => {
  const wordsOf = (text: string) => sentenceWords(text, table).map((words) => words.map((word) => table.stemOf(word)));
  expect(wordsOf("Keys rotate. v1.2 is out\n\nKey?")).toHaveLength(3);
  const [[keys], , [key]] = wordsOf("Keys rotate. v1.2 is out\n\nKey?") as [number[], number[], number[]];
  expect(key).toBe(keys);
  expect(sentenceWords("word ".repeat(3000), table).flat()).toHaveLength(2000);
});

it("grows with its words and knows each again", () => {
  const grown = new WordTable(staticWords());
  const numbers = Array.from({ length: 3000 }, (_, at) => grown.numberOf(`word${at}`));
  expect(grown.size).toBe(3000);
  expect(numbers.map((_, at) => grown.numberOf(`word${at}`))).toEqual(numbers);
  const [car, automobile, bread] = ["car", "automobile", "bread"].map((word) => grown.numberOf(word));
  const near = new Float64Array(3);
  grown.similarities(car!, [automobile!, bread!, car!], near);
  expect(near[0]).toBeGreaterThan(near[1]!);
  expect(near[2]).toBeCloseTo(1, 5);
});
