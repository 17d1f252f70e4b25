import { Client as Client2026, StreamableHTTPClientTransport as Http2026 } from "@modelcontextprotocol/client";
import { Client as Client2025 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as Http2025 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { listen, mcpOver } from "./served.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
const info = { name: "test", version: "1" };

async function connect2025(url: URL) {
  const client = new Client2025(info);
  await client.connect(new Http2025(url));
  onTestFinished(() => client.close());
  return client;
}

async function connect2026(url: URL) {
  const client = new Client2026(info, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  await client.connect(new Http2026(url));
  onTestFinished(() => client.close());
  return client;
}

describe.each([
  ["2025", connect2025],
  ["2026-07-28", connect2026],
] as const)("a client of %s over HTTP", (_, connect) => {
  test("uses every tool, and each result has the schema that the tool declares", async () => {
    const client = await connect(await listen(await mcpOver({ docs: await folderOf(documents) })));
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toStrictEqual(["search", "read", "ask", "verify", "status"]);
    const call = async (name: string, given: Record<string, unknown>) =>
      (await client.callTool({ name, arguments: given })).structuredContent as Record<string, unknown>;
    const found = await call("search", { query: "signing keys" });
    const { id } = (found["hits"] as { id: string }[])[0]!;
    expect(await call("read", { id, neighbours: 1 })).toMatchObject({ id, path: "guides/keys.md" });
    expect(await call("read", { path: "lunch.txt", start: 0, end: 10 })).toMatchObject({ text: lunch.slice(0, 10) });
    for (const more of [{ start: 1 }, { end: 2 }, { page: 1 }])
      expect(await client.callTool({ name: "read", arguments: { id, ...more } })).toMatchObject({ isError: true });
    expect(await call("ask", { question: "How often are signing keys rotated?" })).toMatchObject({
      status: "answered",
      citations: [{ path: "guides/keys.md" }],
    });
    expect(await call("verify", { text: "Signing keys are rotated every 60 days." })).toMatchObject({
      claims: [{ verdict: "unsupported", problems: ["number-mismatch"] }],
    });
    expect(await call("status", {})).toMatchObject({ documents: 2, stale: [] });
  });

  test("reads documents and passages as resources, and nothing else", async () => {
    const folder = await folderOf(documents);
    const client = await connect(await listen(await mcpOver({ docs: folder }, { filter: { pathPrefix: "guides" } })));
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain("ragstone://docs/guides/keys.md");
    const [content] = (await client.readResource({ uri: "ragstone://docs/guides/keys.md?start=0&end=20" })).contents;
    expect(content).toMatchObject({ text: guide.slice(0, 20) });
    for (const { uri } of resources.filter((resource) => resource.uri.startsWith("ragstone:")))
      expect((await client.readResource({ uri })).contents).toMatchObject([{ uri, text: guide }]);
    const rest = await client.readResource({ uri: "ragstone://docs/guides/keys.md?start=20" });
    expect(rest.contents).toMatchObject([{ text: guide.slice(20) }]);
    for (const uri of [
      "ragstone://docs/lunch.txt",
      "ragstone://docs/../lunch.txt",
      "ragstone://other/guides/keys.md",
      "ragstone://docs/%2e%2e/%2e%2e/etc/passwd",
      "file:///etc/passwd",
    ])
      await expect(client.readResource({ uri })).rejects.toThrow(/not found/iu);
  });

  test("gets a prompt for answers with verified citations", async () => {
    const client = await connect(await listen(await mcpOver({ docs: await folderOf(documents) })));
    expect((await client.listPrompts()).prompts).toMatchObject([{ name: "answer_with_citations" }]);
    const { messages } = await client.getPrompt({ name: "answer_with_citations", arguments: { question: "Who?" } });
    expect(messages[0]).toMatchObject({ role: "user", content: { text: expect.stringContaining("Who?") as string } });
  });
});
