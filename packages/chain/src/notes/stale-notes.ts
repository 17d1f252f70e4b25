import type { AnswerNote, Citation, EvidenceSource } from "@ragstone/core";

/** One note for each cited file that is not what was indexed. */
export async function staleNotes(
  citations: readonly Citation[],
  evidence: Pick<EvidenceSource, "isStale">,
): Promise<AnswerNote[]> {
  if (evidence.isStale === undefined) return [];
  const paths = [...new Set(citations.map((citation) => citation.path))];
  const stale = await Promise.all(paths.map(async (path) => ((await evidence.isStale!(path)) ? [path] : [])));
  return stale.flat().map((path) => ({
    kind: "stale" as const,
    message: `${path} changed since it was indexed; the answer is from the indexed text.`,
    citations: citations.filter((citation) => citation.path === path).map((citation) => citation.id),
  }));
}
