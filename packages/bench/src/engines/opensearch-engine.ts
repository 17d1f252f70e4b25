import { openSearchIndex } from "@ragstone/opensearch";
import { openSearchServer } from "@ragstone/testkit/opensearch-server";
import { treeBytes } from "../measure/tree-bytes.js";
import type { BenchEngine } from "./bench-engine.js";

/** One node with 2 GB of memory; `null` where none can be had. */
export async function openSearchEngine(): Promise<BenchEngine | null> {
  const server = await openSearchServer({ isFast: true });
  if (server === null) return null;
  const [node] = server.nodes;
  // Names of OpenSearch's indices have fewer characters than those of collections.
  const nameOf = (index: string) => `bench-${index.toLowerCase().replaceAll(/[^a-z\d]+/gu, "-")}`;
  const place = (index: string) => `opensearch://${new URL(node!).host}/${nameOf(index)}`;
  return {
    name: "OpenSearch",
    place,
    provider: (index) => openSearchIndex({ url: place(index) }),
    async bytesOf(index) {
      const answer = await fetch(`${node}/ragstone.${nameOf(index)}*/_stats/store`);
      const { _all } = (await answer.json()) as { _all: { primaries: { store: { size_in_bytes: number } } } };
      return _all.primaries.store.size_in_bytes;
    },
    serverBytes: () => server.pids().reduce((sum, pid) => sum + treeBytes(pid), 0),
    sharesWork: false,
    stop: () => server.stop(),
  };
}
