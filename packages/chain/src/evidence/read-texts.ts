import { documentName, type EvidenceSource, type Hit, type StoredText } from "@ragstone/core";

/** The documents of some passages by {@link documentName}, each read once; `null` for one that is gone. */
export async function readTexts(
  hits: readonly Hit[],
  evidence: Pick<EvidenceSource, "readDocument">,
): Promise<ReadonlyMap<string, StoredText | null>> {
  const documents = new Map(hits.map((hit) => [documentName(hit), hit]));
  return new Map(
    await Promise.all([...documents].map(async ([name, hit]) => [name, await evidence.readDocument(hit)] as const)),
  );
}
