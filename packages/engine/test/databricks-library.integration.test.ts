import { isRagstoneError, type Answer } from "@ragstone/core";
import { fromChatModel } from "@ragstone/chain/langchain";
import { ChatDatabricks, DatabricksEmbeddings } from "@ragstone/databricks/langchain";
import { fromEmbeddings } from "@ragstone/embedders/langchain";
import { wordPiece } from "@ragstone/tokenizers";
import { createAgent } from "langchain";
import { describe, expect, test } from "vitest";
import { folderOf, guide, lunch } from "./folder.js";
import { indexedFolder, workspaceFor, type TestWorkspace } from "./databricks.js";
import { openRagstone } from "./open.js";
import { asRetriever, asTool } from "../src/langchain.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
const question = "How often are signing keys rotated?";
const signIn = ({ standin: { host, token } }: TestWorkspace) => ({ host, token });

describe("ChatDatabricks in the chain", () => {
  test.each(["llama-4-maverick", "claude-3-7-sonnet"])(
    "%s answers as a generator, with verified citations",
    async (model) => {
      const workspace = await workspaceFor();
      await using rag = await openRagstone({
        folder: await indexedFolder(documents),
        generator: fromChatModel(new ChatDatabricks({ model, ...signIn(workspace) })),
      });
      const answer = await rag.ask(question);
      expect(answer).toMatchObject({ status: "answered", text: "Signing keys are rotated every 90 days [1]." });
      expect(answer.claims.map(({ verdict }) => verdict)).toEqual(["quoted"]);
      expect(answer.citations[0]?.quote).toBe("Signing keys are rotated every 90 days.");
      expect(answer.usage.inputTokens).toBeGreaterThan(100);
      const refused = await rag.ask("What is the wingspan of an albatross?");
      expect(refused.refusal?.reason).toBe("no-evidence");
    },
  );

  test("LangChain's handlers of the model and of the retriever are called", async () => {
    const workspace = await workspaceFor();
    const called: string[] = [];
    const handler = {
      handleChatModelStart: () => void called.push("model start"),
      handleLLMEnd: () => void called.push("model end"),
      handleRetrieverEnd: (found: readonly unknown[]) => void called.push(`retriever end ${found.length}`),
    };
    const model = new ChatDatabricks({ model: "llama-4-maverick", callbacks: [handler], ...signIn(workspace) });
    await using rag = await openRagstone({ folder: await indexedFolder(documents), generator: fromChatModel(model) });
    await rag.ask(question);
    expect(called).toEqual(["model start", "model end"]);
    await asRetriever(rag, { k: 1 }).invoke(question, { callbacks: [handler] });
    expect(called.at(-1)).toBe("retriever end 1");
  });

  test("thinking comes as reasoning before the text", async () => {
    const workspace = await workspaceFor();
    const model = new ChatDatabricks({
      model: "claude-3-7-sonnet",
      thinking: { budgetTokens: 2048 },
      ...signIn(workspace),
    });
    await using rag = await openRagstone({ folder: await indexedFolder(documents), generator: fromChatModel(model) });
    const types: string[] = [];
    let answer: Answer | undefined;
    for await (const part of rag.stream(question)) {
      types.push(part.type);
      if (part.type === "answer") answer = part.answer;
    }
    expect(types.indexOf("reasoning")).toBeLessThan(types.indexOf("text"));
    expect(answer?.reasoning).toContain("The user asks");
  });

  test("a prompt above the model's context is reported before it is sent", async () => {
    const workspace = await workspaceFor();
    const model = new ChatDatabricks({ model: "meta-llama-3-1-8b-instruct", ...signIn(workspace) });
    const error = await model.invoke("keys rotate ".repeat(150_000)).catch((thrown: unknown) => thrown);
    expect(isRagstoneError(error) && error.code).toBe("context-overflow");
    expect((error as Error).message).toContain("128000");
    expect(workspace.standin.requests).toEqual([]);
  });

  test("an abort ends the request and the answer", async () => {
    const workspace = await workspaceFor({ faults: [{ name: "latency", value: 5000 }] });
    await using rag = await openRagstone({
      folder: await indexedFolder(documents),
      generator: fromChatModel(new ChatDatabricks({ model: "llama-4-maverick", ...signIn(workspace) })),
    });
    const controller = new AbortController();
    const started = performance.now();
    const asked = rag.ask(question, { signal: controller.signal });
    setTimeout(() => controller.abort(), 200);
    await expect(asked).rejects.toThrow(/abort/iu);
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

describe("agents and embeddings", () => {
  test.each(["llama-4-maverick", "claude-3-7-sonnet"])(
    "an agent on %s asks the documents and answers from what the tool says",
    async (model) => {
      const workspace = await workspaceFor();
      await using rag = await openRagstone({ folder: await indexedFolder(documents) });
      const agent = createAgent({ model: new ChatDatabricks({ model, ...signIn(workspace) }), tools: [asTool(rag)] });
      const { messages } = await agent.invoke({
        messages: [{ role: "user", content: `Look it up in the documents: "${question}"` }],
      });
      expect(messages.map(({ type }) => type)).toEqual(["human", "ai", "tool", "ai"]);
      expect(messages[2]?.text).toMatch(/\[1\] guides\/keys\.md:\d+-\d+ "Signing keys are rotated every 90 days\./u);
      expect(messages[3]?.text).toContain("90 days");
    },
  );

  test("DatabricksEmbeddings index a folder as any LangChain embeddings do, and a retriever reads it", async () => {
    const workspace = await workspaceFor();
    const embeddings = new DatabricksEmbeddings({ model: "bge-large-en", ...signIn(workspace) });
    const embedder = fromEmbeddings(embeddings, {
      model: "my-bge",
      dimensions: 1024,
      windowTokens: 512,
      tokenizer: wordPiece(),
    });
    await using rag = await openRagstone({ folder: await folderOf(documents), embedder });
    expect(await rag.index()).toMatchObject({ documents: { indexed: 2, failed: 0 } });
    const [first] = await asRetriever(rag, { k: 1, mode: "vector" }).invoke("changing cryptographic keys");
    expect(first?.metadata.source).toBe("guides/keys.md");
  });
});
