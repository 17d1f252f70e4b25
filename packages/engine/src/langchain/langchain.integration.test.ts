import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { expect, onTestFinished, test } from "vitest";
import { openRagstone } from "../../test/open.js";
import type { Ragstone } from "../api/ragstone.js";
import { asRetriever } from "./as-retriever.js";
import { asTool } from "./as-tool.js";
import { asVectorStore } from "./as-vector-store.js";
import { fromChatModel } from "@ragstone/chain/langchain";

async function opened(options: Partial<Parameters<typeof openRagstone>[0]> = {}): Promise<Ragstone> {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-edge-"));
  writeFileSync(join(folder, "keys.md"), "# Keys\n\nSigning keys are rotated every 90 days by the platform team.\n");
  writeFileSync(join(folder, "lunch.txt"), "The canteen opens at 11:30 and closes at 14:00.\n");
  const rag = await openRagstone({ folder, ...options });
  onTestFinished(async () => {
    await rag.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await rag.index();
  return rag;
}

test("a retriever gives exact passages with flat metadata, inside its scope", async () => {
  const rag = await opened();
  const documents = await asRetriever(rag, { k: 1 }).invoke("How often are keys rotated?");
  expect(documents).toMatchObject([
    { metadata: { source: "keys.md", start: expect.any(Number), headings: expect.any(String) } },
  ]);
  expect(
    await asRetriever(rag.scoped({ filter: { path: "lunch.txt" } }), { filter: { path: "**" } }).invoke("signing keys"),
  ).toMatchObject([{ metadata: { source: "lunch.txt" } }]);
});

test("a tool answers with citations, or says that there is no answer", async () => {
  const tool = asTool(await opened());
  expect(await tool.invoke({ question: "How often are signing keys rotated?" })).toMatch(
    /90 days.*\[1\] keys\.md:\d+-\d+/su,
  );
  expect(await tool.invoke({ question: "What is the wingspan of an albatross?" })).toContain("No answer");
});

test("a tool stops asking when its agent is stopped", async () => {
  const rag = await opened();
  const agent = new AbortController();
  let received: AbortSignal | undefined;
  const tool = asTool({
    ask: async (question, options) => {
      received = options?.signal;
      agent.abort();
      return rag.ask(question, options);
    },
  });
  await expect(
    tool.invoke({ question: "How often are signing keys rotated?" }, { signal: agent.signal }),
  ).rejects.toMatchObject({ name: "AbortError" });
  expect(received?.aborted).toBe(true);
});

test("a vector store finds files and its own additions, and a folder run leaves those alone", async () => {
  const rag = await opened();
  const store = await asVectorStore(rag);
  await store.addDocuments([
    { pageContent: "The printer on floor 3 is named Gutenberg.", metadata: { floor: 3 }, id: "printer" },
  ]);
  const [found] = await store.similaritySearchWithScore("printer named Gutenberg", 1);
  expect(found?.[0]).toMatchObject({ id: "printer", metadata: { floor: 3 } });
  expect(found?.[1]).toBeGreaterThan(0.5);
  expect((await store.similaritySearch("signing keys rotated", 1))[0]?.pageContent).toContain("90 days");
  await rag.index();
  expect(await store.similaritySearch("printer named Gutenberg", 1)).toMatchObject([{ id: "printer" }]);
  await store.delete({ ids: ["printer"] });
  expect((await rag.status()).documents).toBe(2);
});

test("any chat model answers through the same verification", async () => {
  const rag = await opened({
    generator: fromChatModel(
      new FakeListChatModel({
        responses: [
          'Keys are rotated every 60 days [1: "rotated every 90 days"]. The platform team does it [1: "by the platform team"].',
        ],
      }),
    ),
  });
  const { claims, citations } = await rag.ask("How often are signing keys rotated?", { k: 1 });
  expect(claims.map(({ verdict, problems }) => [verdict, problems])).toEqual([
    ["unsupported", ["number-mismatch"]],
    ["checked", []],
  ]);
  expect(citations.map(({ quote }) => quote)).toEqual(["rotated every 90 days", "by the platform team"]);
});
