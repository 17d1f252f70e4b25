import type { RagstoneEvent } from "@ragstone/core";
import { afterEach, expect, it } from "vitest";
import { createWorkspace, databricksEmbedder } from "../src/index.js";
import { failureOf } from "./failure-of.js";
import { hostileServer, type HostileServer } from "./hostile-server.js";

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/** An embedder of an endpoint whose vectors of the text "void" are all zeros. */
async function embedderWithZeros() {
  server = await hostileServer((body, response) => {
    const { input } = JSON.parse(body) as { readonly input: readonly string[] };
    const data = input.map((text, index) => ({
      index,
      embedding: Array.from({ length: 1024 }, (_, at) => (text === "void" || at > 0 ? 0 : 1)),
    }));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
  });
  const events: RagstoneEvent[] = [];
  const workspace = createWorkspace({ host: server.host, token: "dapi-test", env: {} });
  const embedder = databricksEmbedder({
    model: "gte-large-en",
    workspace,
    onEvent: (event) => events.push(event),
  });
  return { embedder, notices: () => events.flatMap((event) => (event.type === "notice-raised" ? [event] : [])) };
}

const texts = (words: number, voids: number) => [
  ...Array.from({ length: words }, (_, at) => `text ${at}`),
  ...Array.from({ length: voids }, () => "void"),
];

it("counts and reports a few vectors of zeros, and gives none for their texts", async () => {
  const { embedder, notices } = await embedderWithZeros();
  const { vectors } = await embedder.embed(texts(10, 2), { kind: "passage" });
  expect(vectors.map((vector) => vector === null)).toEqual([...Array.from({ length: 10 }, () => false), true, true]);
  expect(notices()).toMatchObject([{ code: "zero-vectors", message: expect.stringContaining("2 of 12 vectors") }]);
});

it.each([
  [10, 3],
  [0, 1],
])("fails where many are zeros: of %i texts and %i more", async (words, voids) => {
  const { embedder } = await embedderWithZeros();
  const error = await failureOf(embedder.embed(texts(words, voids), { kind: "passage" }));
  expect(error.code).toBe("response-invalid");
  expect(error.message).toContain(`${voids} of ${words + voids} vectors`);
});

it("counts over all calls of a run", async () => {
  const { embedder, notices } = await embedderWithZeros();
  await embedder.embed(texts(10, 1), { kind: "passage" });
  await embedder.embed(texts(10, 1), { kind: "passage" });
  expect(notices().at(-1)!.message).toContain("2 of 22 vectors");
  await failureOf(embedder.embed(texts(10, 1), { kind: "passage" }));
});

it("searches by words where the vector of a query is zeros, and says so", async () => {
  const { embedder, notices } = await embedderWithZeros();
  expect((await embedder.embed(["void"], { kind: "query" })).vectors).toEqual([null]);
  expect(notices()[0]!.message).toContain("compares words only");
});
