import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { IndexReport } from "@ragstone/core";
import type { CopyReport, PlanReport, SearchHits, StatusReport } from "@ragstone/engine";
import { describe, expect, test } from "vitest";
import { addEndpoint, addTableIndex } from "../../databricks/test/vector-indexes.js";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
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

const documents = { "keys.md": guide, "lunch.txt": lunch };
const own = "databricks-vs://main.docs.handbook";

async function withEndpoint(): Promise<TestWorkspace> {
  const workspace = await workspaceFor({ quirks: { provisioningMs: 0 } });
  await addEndpoint(workspace.standin);
  return workspace;
}

describe("an index of one's own in Vector Search through the command", () => {
  test("gives the answers, hits and plans of one in a directory, and is copied there and back", async () => {
    const { run } = await withEndpoint();
    const folder = await folderOf(documents);
    const results: unknown[] = [];
    for (const at of [[], ["--index", own]]) {
      const indexed = await run(["index", folder, ...at, "--json"]);
      expect(indexed).toMatchObject({ code: 0 });
      const { documents: counts, chunks } = indexed.json<IndexReport>();
      const place = at.length === 0 ? [folder] : at;
      const answer = await run(["ask", question, ...place, "--json"]);
      const hits = await run(["search", "signing keys", ...place, "--json"]);
      const plan = await run(["plan", folder, ...at, "--json"]);
      const { text, citations } = answer.json<{ text: string; citations: readonly object[] }>();
      results.push({
        counts,
        chunks,
        text,
        citations,
        hits: hits.json<{ hits: SearchHits }>().hits.map(({ id, path, start, end, text: found, scores }) => ({ id, path, start, end, found, word: scores.text })), // prettier-ignore
        plan: plan.json<PlanReport>().documents,
      });
    }
    expect(results[1]).toEqual(results[0]);
    expect((results[1] as { text: string }).text).toContain("90 days");
    expect((await run(["doctor", "--index", own])).code).toBe(0);
    expect((await run(["status", "--index", own])).out).toContain("at most 200 passages");
    const back = join(await folderOf({}), "index");
    const copied = await run(["copy", "--from", own, "--to", back, "--json"]);
    expect(copied.json<CopyReport>()).toMatchObject({ documents: 2, copied: 2 });
    const again = await run(["copy", "--from", back, "--to", `${own}_copy`, "--json"]);
    expect(again.json<CopyReport>()).toMatchObject({ documents: 2, copied: 2 });
    const found = await run(["search", "signing keys", "--index", `${own}_copy`, "--json"]);
    expect(found.json<{ hits: SearchHits }>().hits[0]?.path).toBe("keys.md");
  });

  test("follows edits and removals, and takes a run that was killed up where it was", async () => {
    const { run } = await withEndpoint();
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `notes/${at}.md`,
        `# Note ${at}\n\nThe valve number ${at} opens at dawn.\n`,
      ]),
    );
    const folder = await folderOf(many);
    let killed = false;
    const first = await run(["index", folder, "--index", own, "--verbose"], {
      onError(child, text) {
        if (!killed && /notes\//u.test(text)) child.kill("SIGKILL");
        killed ||= /notes\//u.test(text);
      },
    });
    expect(first.code).not.toBe(0);
    await writeFile(join(folder, "new.md"), "The boiler is named Vesuvius.");
    await rm(join(folder, "notes", "7.md"));
    expect(await run(["index", folder, "--index", own])).toMatchObject({ code: 0 });
    const status = await run(["status", "--index", own, "--json"]);
    expect(status.json<StatusReport>()).toMatchObject({ documents: 60, chunks: 60, stale: [] });
    const found = await run(["search", "Vesuvius", "--index", own, "--json"]);
    expect(found.json<{ hits: SearchHits }>().hits[0]).toMatchObject({ path: "new.md" });
  });

  test("names what is wrong, with the exit code of it", async () => {
    const { run, standin } = await withEndpoint();
    const folder = await folderOf(documents);
    const errorOf = async (args: readonly string[]) => {
      const ended = await run([...args, "--json"]);
      return [ended.code, ended.json<ErrorJson>().error.code];
    };
    expect(await errorOf(["search", "keys", "--index", own])).toEqual([6, "index-missing"]);
    expect(await run(["index", folder, "--index", own])).toMatchObject({ code: 0 });
    const other = ["index", folder, "--index", own, "--embedder", "databricks:gte-large-en"];
    expect(await errorOf(other)).toEqual([6, "model-mismatch"]);
    standin.setVectorSearchState("ep", "not-ready");
    expect(await errorOf(["search", "keys", "--index", own])).toEqual([7, "endpoint-not-ready"]);
    standin.setVectorSearchState("ep", "ready");
    standin.setVectorSearchState("main.docs.handbook", "forbidden");
    expect(await errorOf(["search", "keys", "--index", own])).toEqual([7, "permission-denied"]);
  });
});
