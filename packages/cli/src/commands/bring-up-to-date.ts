import type { Ragstone } from "@ragstone/engine";
import type { Progress } from "../progress.js";

export interface BringUpToDateOptions {
  /** `--no-sync` gives `false`: an existing index stays as it is. */
  readonly sync: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Makes a missing index, applies changes where that is quick, and otherwise reports how far behind the index is.
 */
export async function bringUpToDate(rag: Ragstone, { sync, progress, signal }: BringUpToDateOptions): Promise<void> {
  const { behind, report } = await rag.refresh({ signal, existing: sync ? "refresh" : "leave" });
  progress.clear();
  if (behind > 0)
    progress.note(
      `${behind} ${behind === 1 ? "file has" : "files have"} changed since the index was made; \`ragstone index\` takes them in.`,
    );
  if (report !== null && report.documents.failed > 0) {
    progress.note(
      `${report.documents.failed} of ${report.documents.seen} documents could not be indexed; \`ragstone index\` lists them.`,
    );
  }
}
