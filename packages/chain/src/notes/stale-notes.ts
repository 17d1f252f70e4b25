import { documentName, isSameDocument, type AnswerNote, type Citation, type EvidenceSource } from "@ragstone/core";

/** One note for each cited file that differs from its indexed version. */
export async function staleNotes(
  citations: readonly Citation[],
  evidence: Pick<EvidenceSource, "isStale">,
): Promise<AnswerNote[]> {
  if (evidence.isStale === undefined) return [];
  const documents = [...new Map(citations.map((citation) => [documentName(citation), citation])).values()];
  const stale = await Promise.all(documents.map(async (one) => ((await evidence.isStale!(one)) ? [one] : [])));
  return stale.flat().map((document) => ({
    kind: "stale" as const,
    message: `${documentName(document)} changed since it was indexed; the answer is from the indexed text.`,
    citations: citations.filter((citation) => isSameDocument(citation, document)).map((citation) => citation.id),
  }));
}
