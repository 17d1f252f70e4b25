import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Candidate, IndexReader, IndexWriter } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  exactCosine,
  chunksWithPhrase,
  exactTextSearch,
  highest,
  modelWords,
  termsOf,
  withoutVector,
  type ModelChunk,
} from "../../test/exact-search.js";
import { openIndex } from "../local/open-index.js";

const word = fc.constantFrom(...modelWords);
const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
const lines = fc.array(line, { minLength: 1, maxLength: 5 });
const path = fc.constantFrom("a/key.md", "a/ship line.md", "b/keys.md", "b/4.md", "c.md");
const folder = fc.constantFrom(null, "a", "b", "nowhere");
const modifiedMs = fc.integer({ min: 1, max: 9000 });

const search = fc.record({
  kind: fc.constant("search" as const),
  words: fc.array(word, { maxLength: 4 }),
  phrase: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(word, { minLength: 1, maxLength: 3 })),
  vectorOf: fc.option(line),
  folder,
  k: fc.integer({ min: 1, max: 7 }),
});
type Search = typeof search extends fc.Arbitrary<infer Value> ? Value : never;

const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("put" as const), path, lines, modifiedMs }) },
  fc.record({ kind: fc.constant("remove" as const), path }),
  fc.record({ kind: fc.constant("touch" as const), path, modifiedMs }),
  fc.record({
    kind: fc.constant("move" as const),
    path,
    to: fc.constantFrom("a/soup.md", "b/the line.md", "c.md"),
    modifiedMs,
  }),
  fc.record({ kind: fc.constant("finish" as const) }),
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

interface ModelDocument {
  readonly lines: readonly string[];
  readonly modifiedMs: number;
}
type Model = Map<string, ModelDocument>;

const entryOf = (path: string, { lines, modifiedMs }: ModelDocument) => {
  const entry = sampleDocument(path, lines.join("\n"), { modifiedMs });
  const chunks = entry.chunks.map((chunk) =>
    chunk.text.startsWith(withoutVector) ? { ...chunk, vectorKey: null } : chunk,
  );
  return { ...entry, chunks };
};

/** Makes the same change in the index and in the model. */
async function apply(action: Change, index: IndexWriter, model: Model): Promise<void> {
  if (action.kind === "finish") {
    await index.finish();
    return;
  }
  const { path } = action;
  const stored = model.get(path);
  if (action.kind === "put") {
    const entry = entryOf(path, action);
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
    model.set(path, action);
  } else if (action.kind === "remove") {
    await index.removeDocument(path);
    model.delete(path);
  } else if (stored !== undefined) {
    const { modifiedMs } = action;
    if (action.kind === "touch") await index.touchDocument(path, modifiedMs);
    else await index.moveDocument(path, action.to, modifiedMs);
    if (action.kind === "move") model.delete(path);
    model.set(action.kind === "move" ? action.to : path, { ...stored, modifiedMs });
  }
}

function chunksOf(model: Model, folder: string | null): ModelChunk[] {
  return [...model]
    .filter(([path]) => folder === null || path.startsWith(`${folder}/`))
    .flatMap(([path, document]) =>
      entryOf(path, document).chunks.map(({ start, text }) => ({
        path,
        start,
        text,
        modifiedMs: document.modifiedMs,
      })),
    );
}

const filterOf = (folder: string | null) => (folder === null ? {} : { filter: { path: `${folder}/**` } });
const keyOf = ({ path, start }: { readonly path: string; readonly start: number }): string => `${path} ${start}`;

/** Differences from the exact results; of equal scores at the end of the list, any may be found. */
function faultsOf(found: readonly Candidate[], chunks: readonly ModelChunk[], query: Search): string[] {
  const vector = query.vectorOf === null ? null : sampleVector(query.vectorOf);
  const scores = exactTextSearch(chunks, { ...query, hasVector: vector !== null });
  const cosines = chunks.map((chunk) => (vector === null ? null : exactCosine(chunk, vector)));
  const texts = highest(scores, query.k).filter((score) => score > 0);
  const vectors = chunksWithPhrase(chunks, query.phrase).includes(true) ? [] : highest(cosines, query.k);
  const differs = (one: number | null, other: number | null, by: number) =>
    one === null || other === null ? one !== other : Math.abs(one - other) > by;
  const faults = found.flatMap((hit) => {
    const at = chunks.findIndex((chunk) => keyOf(chunk) === keyOf(hit));
    const chunk = chunks[at];
    if (chunk?.text !== hit.text || chunk.modifiedMs !== hit.modifiedMs) return [`stranger ${keyOf(hit)}`];
    const { text, vector } = hit.scores;
    const isWanted = text > (texts.at(-1) ?? Infinity) - 1e-9 || (vector ?? -2) > (vectors.at(-1) ?? Infinity) - 1e-3;
    return [
      ...(isWanted ? [] : [`${keyOf(hit)} is not among the best`]),
      ...(differs(text, scores[at]!, 1e-9) ? [`${keyOf(hit)} has text score ${text}, not ${scores[at]}`] : []),
      ...(differs(vector, cosines[at]!, 1e-3) ? [`${keyOf(hit)} has cosine ${vector}, not ${cosines[at]}`] : []),
    ];
  });
  if (new Set(found.map(keyOf)).size < found.length) faults.push("a chunk is found twice");
  const foundTexts = highest(
    found.map((hit) => hit.scores.text),
    query.k,
  ).filter((score) => score > 0);
  const foundVectors = highest(
    found.map((hit) => hit.scores.vector),
    query.k,
  );
  if (texts.some((score, at) => !(Math.abs(score - foundTexts[at]!) < 1e-9)))
    faults.push(`texts ${foundTexts.join(" ")}, not ${texts.join(" ")}`);
  if (vectors.some((score, at) => !(Math.abs(score - foundVectors[at]!) < 1e-3)))
    faults.push(`cosines ${foundVectors.join(" ")}, not ${vectors.join(" ")}`);
  if (vector === null && found.length !== texts.length) faults.push(`${found.length} hits, not ${texts.length}`);
  if (found.length > texts.length + vectors.length) faults.push("too many hits");
  return faults;
}

async function searchFaults(index: IndexReader, model: Model, query: Search): Promise<string[]> {
  const quoted = query.phrase.length === 0 ? [] : [`"${query.phrase.join(" ")}"`];
  const found = await index.search({
    text: [...query.words, ...quoted].join(" "),
    vector: query.vectorOf === null ? null : sampleVector(query.vectorOf),
    k: query.k,
    ...filterOf(query.folder),
  });
  const chunks = chunksOf(model, query.folder);
  const shares = await index.termShares(["keys", "soup", "the"], filterOf(query.folder).filter);
  const wrongShares = [...shares].filter(([term, share]) => {
    const having = chunks.filter(({ text }) => termsOf(text.split(" ")).includes(termsOf([term])[0]!));
    return share !== having.length / Math.max(1, chunks.length);
  });
  return [
    ...faultsOf(found, chunks, query),
    ...wrongShares.map(([term, share]) => `share of ${term} is not ${share}`),
    ...(await vectorFaults(index, model)),
  ];
}

async function vectorFaults(index: IndexReader, model: Model): Promise<string[]> {
  const chunks = (await Promise.all([...model.keys()].map((path) => index.chunks(path)))).flat();
  const vectors = await index.vectors!([...chunks.map(({ id }) => id), "no-such-id"]);
  const expected = chunks.filter(({ text }) => !text.startsWith(withoutVector));
  return [
    ...(vectors.size === expected.length ? [] : [`${vectors.size} vectors, not ${expected.length}`]),
    ...expected
      .filter(({ id, text }) =>
        sampleVector(text).some((value, at) => !(Math.abs(vectors.get(id)![at]! - value) < 1e-3)),
      )
      .map(({ text }) => `another vector than that of ${text}`),
  ];
}

/** Takes the steps with a writer and with a reader that was opened before them. */
async function run(steps: readonly (Change | Search)[]): Promise<string[]> {
  const dir = mkdtempSync(join(tmpdir(), "ragstone-search-"));
  const index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  const reader = await openIndex({ dir, mode: "read" });
  const model: Model = new Map();
  const faults: string[] = [];
  try {
    for (const step of steps) {
      if (step.kind !== "search") await apply(step, index, model);
      else for (const each of [index, reader]) faults.push(...(await searchFaults(each, model, step)));
    }
  } finally {
    await reader.close();
    await index.close();
    rmSync(dir, { recursive: true, force: true });
  }
  return faults;
}

describe("a search", () => {
  it("finds what scoring every visible chunk finds, by words, phrases, vectors and both, after any changes", async () => {
    const steps = fc
      .tuple(
        fc.array(change, { minLength: 3, maxLength: 8 }),
        fc.array(fc.oneof(search, search, change), { maxLength: 14 }),
      )
      .map((parts) => parts.flat());
    await fc.assert(
      fc.asyncProperty(steps, search, async (changes, last) => {
        expect(await run([...changes, last])).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
