import type { Passage } from "@ragstone/core";
import { isInstruction, quotesInstruction } from "@ragstone/verify/internal";
import type { ScoredUnit } from "./scored-unit.js";

/**
 * Keeps units from answers that stand in text which gives orders to a model. Looks only at passages that it is asked
 * about.
 */
export class OrderFilter {
  readonly #suspicious = new Map<Passage, boolean>();

  passes({ passage, unit }: ScoredUnit): boolean {
    let suspicious = this.#suspicious.get(passage);
    if (suspicious === undefined) {
      suspicious = isInstruction(passage.text);
      this.#suspicious.set(passage, suspicious);
    }
    return !suspicious || !quotesInstruction(passage.text, unit);
  }

  /**
   * The units without those of the best one's passage that do not pass, until all of the best one's passage pass,
   * whichever score chooses the best.
   */
  clearBest(scored: readonly ScoredUnit[]): readonly ScoredUnit[] {
    let left = scored;
    const seen = new Set<Passage>();
    while (true) {
      const passage = [best(left, "score"), best(left, "evidence")].find(
        (unit) => unit !== undefined && !seen.has(unit.passage),
      )?.passage;
      if (passage === undefined) return left;
      seen.add(passage);
      left = left.filter((unit) => unit.passage !== passage || this.passes(unit));
    }
  }
}

function best(scored: readonly ScoredUnit[], by: "score" | "evidence"): ScoredUnit | undefined {
  let found: ScoredUnit | undefined;
  for (const unit of scored) if (found === undefined || unit[by] > found[by]) found = unit;
  return found;
}
