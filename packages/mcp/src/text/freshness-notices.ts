import type { Freshness } from "../collections/freshness.js";

/** What a reader must know of the state of an index; empty if it is current. */
export function freshnessNotices({ state, done, total, behind, notices }: Freshness, name: string | null): string[] {
  const of = name === null ? "" : ` of ${name}`;
  const progress = total === null ? "the folder is being read" : `${done} of ${total} files are done`;
  const own = {
    current: [],
    partial: [
      `PARTIAL: the first index${of} is being made, ${progress}. Documents are missing from this result; call again ` +
        "later, or call status for the progress.",
    ],
    // Nothing is known to have changed yet.
    updating:
      total === null && behind === 0
        ? []
        : [
            `The index${of} is being updated (${total === null ? `${behind} files changed` : progress}); this result may lack the newest changes.`,
          ],
    behind: [`${behind} files${of} changed since they were indexed; \`ragstone index\` takes them in.`],
  }[state];
  return [...own, ...notices];
}
