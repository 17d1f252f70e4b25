import { describeIndexProvider, openSearchServer } from "@ragstone/testkit";
import { afterAll, describe } from "vitest";
import { openSearchIndex } from "../src/index.js";

const server = await openSearchServer();
afterAll(() => server?.stop());

let places = 0;

describe.skipIf(server === null)("with a server", () => {
  describeIndexProvider("the index on OpenSearch", async () => {
    places += 1;
    const [node] = server!.nodes;
    const collection = `place-${process.pid}-${places}`;
    const provider = openSearchIndex({ url: `opensearch://${new URL(node!).host}/${collection}` });
    // A node has a limited number of shards.
    return {
      provider,
      remove: async () => void (await fetch(`${node}/ragstone.${collection}*`, { method: "DELETE" })),
    };
  });
});
