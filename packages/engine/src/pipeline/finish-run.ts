import type { IndexWriter } from "@ragstone/core";

/** Ends a run. An abort leaves the upkeep to the next run: every document is committed by then. */
export async function finishRun(
  index: IndexWriter,
  signal: AbortSignal | undefined,
  options: { readonly chunker?: string } = {},
): Promise<void> {
  try {
    await index.finish({ ...options, signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}
