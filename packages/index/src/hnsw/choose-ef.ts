import { TopK } from "../ranking/top-k.js";
import { spare } from "./vector-search.js";
import type { Database } from "../store/database.js";
import type { VectorMemory } from "../vectors/vector-memory.js";
import type { HnswGraph } from "./binding.js";
import { pointOf } from "./point-of.js";

/** Recall at 10 that a graph must reach. */
export const recallWanted = 0.99;

/** The measured recall must exceed the target by this: one standard error of 1,000 neighbours. */
const margin = 0.003;

/** Query list sizes that are tried in order. */
const efs = [16, 24, 32, 40, 48, 56, 64, 80, 96, 128, 192, 256, 384, 512, 768, 1024] as const;

/** Queries of each kind that recall is measured with. */
const samples = 100;

/** Smaller samples of one kind are not meaningful. */
const fewestSamples = 20;

type Point = readonly number[];

interface Query {
  readonly point: number[];
  /** Its ten nearest slots. */
  readonly truth: ReadonlySet<number>;
}

export interface EfChoice {
  readonly database: Database;
  readonly memory: VectorMemory;
  readonly graph: HnswGraph;
  /** Vectors in the graph that are not deleted. */
  readonly slots: readonly number[];
  /** Stored vectors that are not in the graph yet. */
  readonly fresh: readonly number[];
}

/**
 * The smallest query list that reaches the target recall, and the measured recall; the best of all lists when none
 * does. Measured with vectors that the graph has not seen, and with midpoints between two that it has, which lie
 * between the data as questions do; the lower of the two recalls counts. Call inside a transaction.
 */
export function chooseEf({ database, memory, graph, slots, fresh }: EfChoice): {
  readonly ef: number;
  readonly recall: number;
} {
  const k = Math.min(10, slots.length);
  const alive = new Set(slots);
  const stored = (slot: number) => pointOf(database, memory, slot);
  const queryAt = (point: number[]): Query => {
    const scored = candidates(memory, alive, k, point).map((slot) => ({ slot, score: dot(point, stored(slot)) }));
    const best = scored.sort((one, other) => other.score - one.score).slice(0, k);
    return { point, truth: new Set(best.map(({ slot }) => slot)) };
  };
  const any = (number: number) => stored(slots[scattered(number, slots.length)]!);
  const middles = Array.from({ length: Math.min(samples, slots.length) }, (_, index) =>
    queryAt(middle(any(index * 2), any(index * 2 + 1))),
  );
  const unseen = fresh.length < fewestSamples ? [] : fresh.slice(-samples).map((slot) => queryAt(stored(slot)));
  const queries = [middles, unseen].filter((some) => some.length > 0);
  const recallAt = (ef: number) => {
    graph.setEf(ef);
    return Math.min(1, ...queries.map((some) => recallOf(graph, k, some)));
  };
  // By halves: recall grows with the list.
  let [first, last] = [0, efs.length - 1];
  let recall: number | null = null;
  while (first < last) {
    const between = (first + last) >> 1;
    const reached = recallAt(efs[between]!);
    if (reached >= recallWanted + margin) [last, recall] = [between, reached];
    else first = between + 1;
  }
  return { ef: efs[last]!, recall: recall ?? recallAt(efs[last]!) };
}

function recallOf(graph: HnswGraph, k: number, queries: readonly Query[]): number {
  let found = 0;
  for (const { point, truth } of queries)
    for (const slot of graph.searchKnn(point, k).neighbors) if (truth.has(slot)) found += 1;
  return found / (k * queries.length);
}

/** The `k` slots that are nearest by their codes, and a few more. */
function candidates(memory: VectorMemory, alive: ReadonlySet<number>, k: number, point: number[]): number[] {
  memory.prepare(Float32Array.from(point));
  const best = new TopK(k + spare);
  memory.scanAll((first, scores) => {
    for (let row = 0; row < scores.length; row += 1)
      if (scores[row]! > best.least && alive.has(first + row)) best.offer(first + row, scores[row]!);
  });
  return best.ids();
}

/** A place in `[0, length)` for each number, the same in every run (Knuth's multiplicative hash). */
function scattered(number: number, length: number): number {
  return Math.floor(((((number + 1) * 2654435761) % 4294967296) / 4294967296) * length);
}

/** Of length 1, like the stored vectors. */
function middle(one: number[], other: Point): number[] {
  const sum = one.map((value, at) => value + other[at]!);
  const norm = Math.hypot(...sum);
  return norm === 0 ? one : sum.map((value) => value / norm);
}

function dot(one: Point, other: Point): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}
