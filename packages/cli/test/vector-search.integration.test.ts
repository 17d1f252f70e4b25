import type { SearchHits, StatusReport } from "@ragstone/engine";
import { describe, expect, test } from "vitest";
import { addEndpoint, addTableIndex } from "../../databricks/test/vector-indexes.js";
import { workspaceFor, type ErrorJson, type TestWorkspace } from "./databricks.js";

const question = "How often are signing keys rotated?";
const index = "main.docs.passages";
const rows = [
  {
    id: "k1",
    body: "Signing keys are rotated every 90 days. The security team does it.",
    page: "keys.md",
    team: "red",
  },
  { id: "s1", body: "Soup of the day is tomato. Bread is baked every morning.", page: "menu.md", team: "blue" },
  { id: "b1", body: "Backups are kept for a year, in two places.", page: "backups.md", team: "red" },
];
const url = `databricks-vs://${index}?text=body&document=page&embedder=databricks:gte-large-en`;

async function governed(): Promise<TestWorkspace> {
  const workspace = await workspaceFor({ quirks: { provisioningMs: 0 } });
  await addEndpoint(workspace.standin);
  await addTableIndex(workspace.standin, { name: index, rows, embeds: "body" });
  return workspace;
}

describe("an index of others in Vector Search through the command", () => {
  test("is asked and searched, with exact citations of its rows", async () => {
    const { run } = await governed();
    const answer = await run(["ask", question, "--index", url, "--json"]);
    expect(answer).toMatchObject({ code: 0 });
    const { text, citations } = answer.json<{ text: string; citations: { origin: string; path: string; start: number; end: number; quote: string }[] }>(); // prettier-ignore
    expect(text).toContain("90 days");
    expect(citations[0]).toMatchObject({ origin: "put", path: "keys.md#k1" });
    const { start, end, quote } = citations[0]!;
    expect(rows[0]!.body.slice(start, end)).toBe(quote);
    const found = await run(["search", "keys", "--index", url, "--filter", "team:red", "--json"]);
    const paths = found.json<{ hits: SearchHits }>().hits.map(({ path }) => path);
    expect(paths[0]).toBe("keys.md#k1");
    expect(paths).not.toContain("menu.md#s1");
    const shown = await run(["show", "put:keys.md#k1", "--text", "--index", url]);
    expect(shown.out).toContain(rows[0]!.body);
    const status = await run(["status", "--index", url, "--json"]);
    expect(status.json<StatusReport>()).toMatchObject({ documents: 3, embedder: "databricks:gte-large-en" });
    expect(status.json<StatusReport>().limitation).toContain("approximately");
    expect((await run(["doctor", "--index", url])).code).toBe(0);
    expect((await run(["status", "--index", url])).out).toMatch(/search +hnsw\n/u);
  });

  test("needs consent to a model that the URL does not name", async () => {
    const { run, standin } = await governed();
    const bare = `databricks-vs://${index}?text=body`;
    const refused = await run(["ask", question, "--index", bare, "--json"]);
    expect([refused.code, refused.json<ErrorJson>().error.code]).toEqual([2, "consent-required"]);
    expect((await run(["ask", question, "--index", bare, "--embedder", "databricks:gte-large-en"])).code).toBe(0);
    standin.setVectorSearchState(index, "not-ready");
    const down = await run(["search", "keys", "--index", url, "--json"]);
    expect([down.code, down.json<ErrorJson>().error.code]).toEqual([7, "endpoint-not-ready"]);
    standin.setVectorSearchState(index, "forbidden");
    const denied = await run(["search", "keys", "--index", url, "--json"]);
    expect([denied.code, denied.json<ErrorJson>().error.code]).toEqual([7, "permission-denied"]);
    const missing = await run(["search", "keys", "--index", "databricks-vs://main.docs.no?text=body", "--json"]);
    expect([missing.code, missing.json<ErrorJson>().error.code]).toEqual([6, "index-missing"]);
    const unknown = await run(["search", "keys", "--index", `databricks-vs://${index}?text=txt`, "--json"]);
    expect([unknown.code, unknown.json<ErrorJson>().error.code]).toEqual([7, "permission-denied"]);
  });
});
