import type { IgnoredFiles, IgnoreReason } from "@ragstone/core";
import { posix } from "node:path";

/** Extensions that a report lists for each reason. */
const maxListed = 50;

/** Counts ignored files by reason and extension. */
export class ExtensionCounts {
  readonly #byReason = new Map<IgnoreReason, Map<string, number>>();
  total = 0;

  /** @param path - ends in `/` for a folder */
  add(path: string, reason: IgnoreReason): void {
    this.total += 1;
    const counts = this.#byReason.get(reason) ?? new Map<string, number>();
    this.#byReason.set(reason, counts);
    const extension = path.endsWith("/") ? "/" : posix.extname(path).toLowerCase();
    counts.set(extension, (counts.get(extension) ?? 0) + 1);
  }

  report(): IgnoredFiles {
    const reasons = Array.from(this.#byReason);
    return {
      total: this.total,
      byReason: Object.fromEntries(
        reasons.map(([reason, counts]) => [reason, Array.from(counts.values()).reduce((sum, files) => sum + files, 0)]),
      ),
      extensions: Object.fromEntries(reasons.map(([reason, counts]) => [reason, mostFrequent(counts)])),
    };
  }
}

function mostFrequent(counts: ReadonlyMap<string, number>): Record<string, number> {
  const ordered = Array.from(counts).toSorted(
    ([one, files], [other, others]) => others - files || (one < other ? -1 : 1),
  );
  return Object.fromEntries(ordered.slice(0, maxListed));
}
