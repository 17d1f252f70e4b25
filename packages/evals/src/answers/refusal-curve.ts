import { shareOf, type Share } from "./bootstrap.js";

/** The questions, by the documents available: all, or too few to answer. */
export type Condition = "everything" | "article" | "paragraph" | "foreign";

/** How sure the evidence of every question was, by condition: log-odds, infinite where no evidence was looked at. */
export type EvidenceScores = Readonly<Record<Condition, readonly number[]>>;

/** Shares refused if the line were drawn here. */
export interface CurvePoint extends Readonly<Record<Condition, Share>> {
  readonly line: number;
}

export interface RefusalCurve {
  readonly collection: string;
  /** By rising line. */
  readonly points: readonly CurvePoint[];
  /** The point of the line in use. */
  readonly inUse: CurvePoint;
}

const lowest = -4;
const highest = 1;
const step = 0.25;

/**
 * Shares refused at every line from -4 to 1, and at the one in use. A share of a condition that nothing was asked under
 * is `NaN`.
 */
export function refusalCurve(collection: string, scores: EvidenceScores, line: number): RefusalCurve {
  const at = (place: number): CurvePoint => {
    const refused = (condition: Condition): Share => shareOf(scores[condition].map((score) => score < place));
    return {
      line: place,
      everything: refused("everything"),
      article: refused("article"),
      paragraph: refused("paragraph"),
      foreign: refused("foreign"),
    };
  };
  return {
    collection,
    points: Array.from({ length: (highest - lowest) / step + 1 }, (_, index) => at(lowest + index * step)),
    inUse: at(line),
  };
}
