import { describeIndexProvider, postgresServer } from "@ragstone/testkit";
import { afterAll, describe } from "vitest";
import { postgresIndex } from "../src/index.js";

const server = await postgresServer();
afterAll(() => server?.stop());

let places = 0;

describe.skipIf(server === null)("with a server", () => {
  describeIndexProvider("the index on PostgreSQL", async () => {
    places += 1;
    const provider = postgresIndex({ url: `${server!.url}?collection=place-${process.pid}-${places}` });
    return { provider, remove: async () => {} };
  });
});
