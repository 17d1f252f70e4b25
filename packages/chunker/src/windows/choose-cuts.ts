import type { Steps } from "@ragstone/core";

/** The data of a run of pieces that {@link chooseCuts} needs. Arrays are parallel, one entry per piece. */
export interface CutProblem {
  /** At least 1 each. */
  readonly weights: ArrayLike<number>;
  /** Cost of a cut before the piece. */
  readonly costs: ArrayLike<number>;
  /** Most that a chunk which begins with the piece may weigh; no piece weighs more. */
  readonly rooms: ArrayLike<number>;
  readonly target: number;
  readonly floor: number;
  /** Weight of the squared distance from the target. */
  readonly deviation: number;
}

/** More than any sum of costs that a better cut could save: a chunk below the floor is the last resort. */
const belowFloor = 1000;

/** Pieces between two pauses. */
const stepPieces = 1024;

/**
 * First pieces of chunks that minimize the sum of size penalties and cut costs: `deviation * ((weight - target) /
 * target)²` per chunk, and the cost of each cut. Exact, by dynamic programming as Knuth and Plass (1981) break lines. A
 * cut depends only on nearby text, so an edit moves the cuts near it and no others. Time: pieces times pieces per
 * chunk.
 */
export function* chooseCuts({ weights, costs, rooms, target, floor, deviation }: CutProblem): Steps<number[]> {
  const count = weights.length;
  const best = new Float64Array(count + 1).fill(Infinity);
  const next = new Int32Array(count + 1);
  best[count] = 0;
  for (let first = count - 1; first >= 0; first -= 1) {
    if (first % stepPieces === 0) yield;
    const room = rooms[first]!;
    let weight = 0;
    let least = Infinity;
    let choice = first + 1;
    for (let end = first + 1; end <= count; end += 1) {
      weight += weights[end - 1]!;
      if (weight > room && end > first + 1) break;
      const off = (weight - target) / target;
      let total = deviation * off * off + best[end]!;
      if (weight < floor) total += belowFloor;
      if (end < count) total += costs[end]!;
      if (total < least) {
        least = total;
        choice = end;
      }
    }
    best[first] = least;
    next[first] = choice;
  }
  const cuts: number[] = [];
  for (let at = 0; at < count; at = next[at]!) cuts.push(at);
  return cuts;
}
