import type { EvidenceSource, Hit, StoredText } from "@ragstone/core";

/** The documents of some passages by path, each read once; `null` for one that is gone. */
export async function readTexts(
  hits: readonly Hit[],
  evidence: Pick<EvidenceSource, "readDocument">,
): Promise<ReadonlyMap<string, StoredText | null>> {
  const paths = [...new Set(hits.map((hit) => hit.path))];
  return new Map(await Promise.all(paths.map(async (path) => [path, await evidence.readDocument(path)] as const)));
}
