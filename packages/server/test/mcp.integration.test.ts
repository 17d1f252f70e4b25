import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, it, onTestFinished } from "vitest";
import { ownersToken, served, teamToken } from "./served.js";

async function connected(url: string, token: string): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit }));
  onTestFinished(() => client.close());
  return client;
}

it("serves MCP with the scope of each token", async () => {
  const { url, call } = await served();
  const search = { name: "search", arguments: { query: "signing keys" } };
  const owner = await connected(url, ownersToken);
  expect(JSON.stringify(await owner.callTool(search))).toContain("90 days");
  const team = await connected(url, teamToken);
  expect(JSON.stringify(await team.callTool(search))).not.toContain("90 days");
  expect((await call("/mcp", {}, { headers: { authorization: "" } })).status).toBe(401);
});
