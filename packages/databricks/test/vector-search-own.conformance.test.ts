import { startStandin, type Standin } from "@ragstone/standin";
import { describeIndexProvider } from "@ragstone/testkit";
import { afterAll, beforeAll } from "vitest";
import { vectorSearchIndex } from "../src/vector-search.js";
import { addEndpoint } from "./vector-indexes.js";
import { workspaceOf } from "./workspace-of.js";

let standin: Standin;
beforeAll(async () => {
  standin = await startStandin({ quirks: { provisioningMs: 0 }, record: false });
  await addEndpoint(standin);
});
afterAll(() => standin.close());

let places = 0;

describeIndexProvider("the index in Vector Search", async () => {
  places += 1;
  const { workspace } = workspaceOf(standin);
  const provider = vectorSearchIndex({ url: `databricks-vs://main.docs.place_${places}`, workspace, readyPollMs: 10 });
  return { provider, remove: async () => {} };
});
