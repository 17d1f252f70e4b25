import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { IndexReport } from "@ragstone/core";
import type { CopyReport, PlanReport, SearchHits, StatusReport } from "@ragstone/engine";
import { openSearchServer } from "@ragstone/testkit";
import { afterAll, describe, expect, test } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import type { ErrorJson } from "./databricks.js";

const server = await openSearchServer();
afterAll(() => server?.stop());

const question = "How often are signing keys rotated?";
const documents = { "keys.md": guide, "lunch.txt": lunch };

describe.skipIf(server === null)("an index on OpenSearch through the command", () => {
  const collectionOf = (name: string): string => `${name}-${randomUUID()}`;
  const urlOf = (collection: string): string => `opensearch://${new URL(server!.nodes[0]!).host}/${collection}`;
  const put = async (path: string, body: object): Promise<void> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${server!.nodes[0]}/${path}`, { method: "PUT", headers, body: JSON.stringify(body) });
    expect(answer.ok).toBe(true);
  };
  const errorOf = async (args: readonly string[]) => {
    const { code, json } = await ragstone([...args, "--json"]);
    return { exit: code, ...json<ErrorJson>().error };
  };

  test("gives the answers, hits and plans of one in a directory", async () => {
    const folder = await folderOf(documents);
    const index = urlOf(collectionOf("answers"));
    const results: unknown[] = [];
    for (const place of [[folder], [folder, "--index", index]]) {
      const run = await ragstone(["index", ...place, "--json"]);
      expect(run).toMatchObject({ code: 0 });
      const { documents: counts, chunks } = run.json<IndexReport>();
      const at = place.length === 1 ? [folder] : ["--index", index];
      const answer = await ragstone(["ask", question, ...at, "--json"]);
      const hits = await ragstone(["search", "signing keys", ...at, "--json"]);
      const plan = await ragstone(["plan", ...place, "--json"]);
      const status = await ragstone(["status", ...(place.length === 1 ? ["--index", join(folder, ".ragstone")] : at), "--json"]); // prettier-ignore
      const { text, citations } = answer.json<{ text: string; citations: readonly object[] }>();
      const { documents: held, chunks: all, tokens } = status.json<StatusReport>();
      results.push({
        counts,
        chunks,
        text,
        citations,
        hits: hits.json<{ hits: SearchHits }>().hits.map(({ id, path, start, end, text: found, scores }) => ({ id, path, start, end, found, text: scores.text?.toFixed(9) })), // prettier-ignore
        plan: plan.json<PlanReport>().documents,
        status: { held, all, tokens },
        doctor: (await ragstone(["doctor", ...(place.length === 1 ? [] : at)], { cwd: folder })).code,
      });
    }
    expect(results[1]).toEqual(results[0]);
    expect((results[1] as { text: string }).text).toContain("90 days");
  });

  test("follows edits, moves and removals, and refreshes before a search", async () => {
    const folder = await folderOf(documents);
    const index = urlOf(collectionOf("edits"));
    await ragstone(["index", folder, "--index", index]);
    await writeFile(join(folder, "new.md"), "The boiler is named Vesuvius.");
    await rm(join(folder, "lunch.txt"));
    const run = await ragstone(["index", folder, "--index", index, "--json"]);
    expect(run.json<IndexReport>().documents).toMatchObject({ indexed: 1, removed: 1, unchanged: 1 });
    const found = await ragstone(["search", "Vesuvius", "--index", index, "--json"]);
    expect(found.json<{ hits: SearchHits }>().hits[0]).toMatchObject({ path: "new.md" });
    const scoped = await ragstone(["search", "keys", "--index", index, "--filter", "path:keys.md", "--json"]);
    expect(scoped.json<{ hits: SearchHits }>().hits.map(({ path }) => path)).toEqual(["keys.md"]);
  });

  test("continues a run that was killed", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `notes/${at}.md`,
        `# Note ${at}\n\nThe valve number ${at} opens at dawn.\n`,
      ]),
    );
    const folder = await folderOf(many);
    const index = urlOf(collectionOf("resumed"));
    let isKilled = false;
    await ragstone(["index", folder, "--index", index, "--verbose"], {
      onError(child) {
        if (isKilled) return;
        isKilled = true;
        setTimeout(() => child.kill("SIGKILL"), 2000);
      },
    });
    expect(await ragstone(["index", folder, "--index", index])).toMatchObject({ code: 0 });
    const status = await ragstone(["status", "--index", index, "--json"]);
    expect(status.json<StatusReport>()).toMatchObject({ documents: 40, chunks: 40 });
  });

  test("an index is copied there and back without embedding anything, and resumes where it was stopped", async () => {
    const folder = await folderOf(documents);
    const index = urlOf(collectionOf("copied"));
    await ragstone(["index", folder]);
    const copy = async (from: string, to: string) => {
      const { code, json } = await ragstone(["copy", "--from", from, "--to", to, "--json"]);
      expect(code).toBe(0);
      return json<CopyReport>();
    };
    expect(await copy(folder, index)).toMatchObject({ documents: 2, copied: 2, unchanged: 0 });
    expect(await copy(folder, index)).toMatchObject({ documents: 2, copied: 0, unchanged: 2, vectors: 0 });
    const back = join(await folderOf({}), "index");
    expect(await copy(index, back)).toMatchObject({ documents: 2, copied: 2 });
    const answers = [["--index", index], ["--index", back], [folder]].map(async (at) => {
      const answer = await ragstone(["ask", question, ...at, "--no-sync", "--json"]);
      const { text, citations } = answer.json<{ text: string; citations: readonly object[] }>();
      return { text, citations };
    });
    const [remote, restored, original] = await Promise.all(answers);
    expect([remote, restored]).toEqual([original, original]);
  });

  test.each([
    ["a server that is down", "opensearch://127.0.0.1:1/x", 7, "network-failed"],
    ["a collection that does not exist", "EMPTY", 6, "index-missing"],
    ["a collection that is no name", "opensearch://127.0.0.1:1/No%20Name", 2, "invalid-option"],
    ["a parameter that does not exist", "opensearch://127.0.0.1:1/x?shard=3", 2, "index"],
  ])("%s is a clear error", async (_, given, exit, code) => {
    const error = await errorOf(["search", "keys", "--index", given === "EMPTY" ? urlOf(collectionOf("nobody")) : given]); // prettier-ignore
    expect(error).toMatchObject({ exit, code: code === "index" ? "invalid-option" : code });
    expect(error.hint).toMatch(/\w/u);
  });

  test("a cluster that blocks writing is a clear error, changes nothing, and is written again when it no longer does", async () => {
    const folder = await folderOf(documents);
    const collection = collectionOf("full");
    const index = urlOf(collection);
    await ragstone(["index", folder, "--index", index]);
    await writeFile(join(folder, "new.md"), "The boiler is named Vesuvius.");
    const settings = `ragstone.${collection}*/_settings`;
    await put(settings, { "index.blocks.read_only_allow_delete": true });
    expect(await errorOf(["index", folder, "--index", index])).toMatchObject({ exit: 6, code: "disk-full" });
    expect((await ragstone(["search", "keys", "--index", index, "--no-sync"])).out).toContain("keys.md");
    const status = await ragstone(["status", "--index", index, "--json"]);
    expect(status.json<StatusReport>()).toMatchObject({ documents: 2 });
    await put(settings, { "index.blocks.read_only_allow_delete": null });
    await put(settings, { "index.blocks.write": true });
    expect(await errorOf(["index", folder, "--index", index])).toMatchObject({ exit: 6, code: "index-read-only" });
    await put(settings, { "index.blocks.write": null });
    const run = await ragstone(["index", folder, "--index", index, "--json"]);
    expect(run.json<IndexReport>().documents).toMatchObject({ indexed: 1, unchanged: 2 });
  });

  test("another model, and an index of a later version, are refused by name", async () => {
    const folder = await folderOf(documents);
    const collection = collectionOf("models");
    const index = urlOf(collection);
    await ragstone(["index", folder, "--index", index]);
    const other = await ragstone([
      "index",
      folder,
      "--index",
      index,
      "--embedder",
      "databricks:gte-large-en",
      "--json",
    ]);
    expect([6, 2]).toContain(other.code);
    expect(other.out + other.err).toContain("static-en-v1");
    const ledger = `ragstone.${collection}/_doc/ledger`;
    const stored = (await (await fetch(`${server!.nodes[0]}/${ledger}`)).json()) as { _source: { state: string } };
    const state = JSON.stringify({ ...(JSON.parse(stored._source.state) as object), version: 99 });
    await put(ledger, { token: "later", state });
    for (const args of [
      ["index", folder],
      ["search", "keys"],
    ])
      expect(await errorOf([...args, "--index", index])).toMatchObject({ exit: 6, code: "index-newer" });
  });
});
