import type { Answer } from "@ragstone/core";

/** The markers of an answer as OpenAI's annotations; the URL is that of the passage in the API. */
export function annotations({ text, citations }: Answer, collection: string) {
  const byId = new Map(citations.map((citation) => [citation.id, citation]));
  return Array.from(text.matchAll(/\[(?<id>\d+)\]/gu)).flatMap(({ index, 0: marker, groups }) => {
    const citation = byId.get(Number(groups!["id"]));
    if (citation === undefined) return [];
    const { origin, path, start, end } = citation;
    const query = new URLSearchParams({ path, origin, start: String(start), end: String(end) });
    const url = `/api/collections/${encodeURIComponent(collection)}/passage?${query.toString()}`;
    const span = { start_index: index, end_index: index + marker.length };
    return [{ type: "url_citation" as const, url_citation: { ...span, url, title: path } }];
  });
}
