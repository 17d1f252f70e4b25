import { fuseScores, type IndexReader, type SearchFilter } from "@ragstone/core";
import type { BenchEngine } from "./bench-engine.js";
import { isNarrow, narrowFilter, product, productOfNearest, type EngineData, type Question } from "./engine-data.js";

/** One engine with its index open. */
export interface OpenEngine {
  readonly engine: BenchEngine;
  readonly reader: IndexReader;
}

/** Rounds in which the engines take turns, so that other load of the machine meets all of them. */
const rounds = 5;
/** Of products of 32-bit numbers. */
const rounding = 1e-6;
/** As `ragstone search` asks: a hundred candidates of each side for ten hits. */
const k = 100;

/** Time of each search in ms, by engine, for a number of clients that ask one question after the other. */
export async function timeClients(
  open: readonly OpenEngine[],
  { asked }: EngineData,
  clients: number,
): Promise<{ readonly times: number[]; readonly perSecond: number }[]> {
  const results = open.map(() => ({ times: [] as number[], elapsedMs: 0 }));
  for (let round = 0; round <= rounds; round += 1) {
    // The first round warms code and caches up.
    const isCounted = round > 0;
    for (const [at, { reader }] of open.entries()) {
      const part = isCounted ? asked.filter((_, number) => number % rounds === round - 1) : asked.slice(0, 40);
      const started = performance.now();
      const times = await askAll(reader, part, clients);
      if (!isCounted) continue;
      results[at]!.times.push(...times);
      results[at]!.elapsedMs += performance.now() - started;
    }
  }
  return results.map(({ times, elapsedMs }) => ({ times, perSecond: times.length / (elapsedMs / 1000) }));
}

async function askAll(reader: IndexReader, asked: readonly Question[], clients: number): Promise<number[]> {
  const times: number[] = [];
  const left = [...asked];
  const client = async (): Promise<void> => {
    for (let question = left.pop(); question !== undefined; question = left.pop()) {
      const started = performance.now();
      fuseScores(await reader.search({ ...question, k })).slice(0, 10);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
}

export interface Exactness {
  /** Share of the ten nearest of all that a search by vector finds. */
  readonly recall: number;
  /** The same under a filter that lets 2 % through. */
  readonly filteredRecall: number;
  /** Least share of the wanted passages that a filtered search gave: 1 if all that there are. */
  readonly filled: number;
}

/** Compares searches by vector with a comparison of every vector. */
export async function measureExactness({ reader }: OpenEngine, data: EngineData): Promise<Exactness> {
  const numbers = new Map(data.texts.map((text, at) => [text, at]));
  const asked = data.asked.slice(0, 100);
  const sum = { recall: 0, filteredRecall: 0 };
  let filled = 1;
  const found = async (vector: Float32Array, wanted: number, filter?: SearchFilter) => {
    const candidates = await reader.search({ vector, k: wanted, ...(filter && { filter }) });
    return candidates.map(({ text }) => numbers.get(text)!);
  };
  const recallOf = async (vector: Float32Array, filter?: SearchFilter) => {
    const least = productOfNearest(data.vectors, vector, 10, filter === undefined ? undefined : isNarrow);
    const hits = await found(vector, 10, filter);
    // Passages of the same words are equally near: any of them will do.
    return hits.filter((hit) => product(data.vectors[hit]!, vector) >= least - rounding).length / 10;
  };
  for (const { vector } of asked) {
    sum.recall += await recallOf(vector);
    sum.filteredRecall += await recallOf(vector, narrowFilter);
  }
  const visible = data.texts.filter((_, at) => isNarrow(at)).length;
  for (const wanted of [10, 100, 1000]) {
    const hits = (await found(asked[0]!.vector, wanted, narrowFilter)).filter(isNarrow);
    filled = Math.min(filled, new Set(hits).size / Math.min(wanted, visible));
  }
  return { recall: sum.recall / asked.length, filteredRecall: sum.filteredRecall / asked.length, filled };
}
