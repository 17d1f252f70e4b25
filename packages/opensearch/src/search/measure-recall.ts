import { searchDocuments } from "../documents/fetch.js";
import { nearestVectors } from "./nearest-vectors.js";
import { vectorsOf } from "./search-index.js";
import type { View } from "./view.js";

/** Stored vectors that are searched for to measure the recall of the ten nearest. */
const measuredVectors = 30;
const measuredNearest = 10;

/** Share of the chunks nearest to stored vectors that the graph finds, in `[0, 1]`. */
export async function measureRecall(view: View): Promise<number> {
  const { hits } = await searchDocuments<{ vectorKey: string }>(view.connection, {
    index: view.indices.chunks,
    body: {
      query: {
        function_score: {
          query: { bool: { filter: [...view.corpus.filter, { exists: { field: "vectorKey" } }] } },
          random_score: { seed: 1, field: "_seq_no" },
        },
      },
      size: measuredVectors,
      _source: ["vectorKey"],
    },
    signal: view.signal,
  });
  const sample = await vectorsOf(
    view,
    hits.hits.map(({ _source }) => _source),
  );
  let [found, wanted] = [0, 0];
  for (const vector of sample.values()) {
    const exact = await nearestVectors(view, { vector, k: measuredNearest, byGraph: false });
    const near = await nearestVectors(view, { vector, k: measuredNearest, byGraph: true });
    const ids = new Set(near.map(({ id }) => id));
    found += exact.filter(({ id }) => ids.has(id)).length;
    wanted += exact.length;
  }
  return wanted === 0 ? 1 : found / wanted;
}
