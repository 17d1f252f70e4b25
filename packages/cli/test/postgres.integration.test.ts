import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { IndexReport } from "@ragstone/core";
import type { CopyReport, PlanReport, SearchHits, StatusReport } from "@ragstone/engine";
import { postgresServer } from "@ragstone/testkit";
import { afterAll, describe, expect, test } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import type { ErrorJson } from "./databricks.js";

const server = await postgresServer();
afterAll(() => server?.stop());

const question = "How often are signing keys rotated?";
const documents = { "keys.md": guide, "lunch.txt": lunch };
/** Enough for a run of seconds. */
const many = Object.fromEntries(
  Array.from({ length: 150 }, (_, at) => [
    `notes/${at}.md`,
    `# Note ${at}\n\nThe valve with number ${at} opens at dawn.\n`,
  ]),
);

describe.skipIf(server === null)("an index on PostgreSQL through the command", () => {
  /** Another one for each try of a test. */
  const urlOf = (collection: string): string => `${server!.url}?collection=${collection}-${randomUUID()}`;
  const statusOf = async (index: string): Promise<StatusReport> =>
    (await ragstone(["status", "--index", index, "--json"])).json<StatusReport>();

  test("gives the answers, hits and plans of one in a directory", async () => {
    const folder = await folderOf(documents);
    const index = urlOf("answers");
    const [local, remote] = [[folder], [folder, "--index", index]];
    const results: unknown[] = [];
    for (const place of [local, remote]) {
      const run = await ragstone(["index", ...place, "--json"]);
      expect(run).toMatchObject({ code: 0 });
      const { documents: counts, chunks } = run.json<IndexReport>();
      const at = place === local ? [folder] : ["--index", index];
      const answer = await ragstone(["ask", question, ...at, "--json"]);
      const hits = await ragstone(["search", "signing keys", ...at, "--json"]);
      const plan = await ragstone(["plan", ...place, "--json"]);
      const { text, citations } = answer.json<{ text: string; citations: readonly object[] }>();
      results.push({
        counts,
        chunks,
        text,
        citations,
        hits: hits.json<{ hits: SearchHits }>().hits.map(({ id, path, start, end, text: found }) => ({ id, path, start, end, found })), // prettier-ignore
        plan: plan.json<PlanReport>().documents,
        doctor: (await ragstone(["doctor", ...(place === local ? [] : at)], { cwd: folder })).code,
      });
    }
    expect(results[1]).toEqual(results[0]);
    expect((results[1] as { text: string }).text).toContain("90 days");
  });

  test("follows edits, moves and removals, and refreshes before a search", async () => {
    const folder = await folderOf(documents);
    const index = urlOf("edits");
    await ragstone(["index", folder, "--index", index]);
    await writeFile(join(folder, "new.md"), "The boiler is named Vesuvius.");
    await rm(join(folder, "lunch.txt"));
    const run = await ragstone(["index", folder, "--index", index, "--json"]);
    expect(run.json<IndexReport>().documents).toMatchObject({ indexed: 1, removed: 1, unchanged: 1 });
    const found = await ragstone(["search", "Vesuvius", "--index", index, "--json"]);
    expect(found.json<{ hits: SearchHits }>().hits[0]).toMatchObject({ path: "new.md" });
    expect((await ragstone(["search", "keys", "--index", index, "--filter", "path:keys.md", "--json"])).json<{ hits: SearchHits }>().hits.map(({ path }) => path)).toEqual(["keys.md"]); // prettier-ignore
  });

  test("survives a server that is killed in the middle of a run", async () => {
    const folder = await folderOf(many);
    const index = urlOf("killed");
    await ragstone(["index", await folderOf({ "a.md": guide }), "--index", urlOf("warm")]);
    const run = ragstone(["index", folder, "--index", index, "--json"]);
    for (let done = 0, tries = 0; done < 20 && tries < 200; tries += 1) {
      const { code, json } = await ragstone(["status", "--index", index, "--json"]);
      if (code === 0) done = json<StatusReport>().documents;
    }
    if (server!.kill !== null) {
      await server!.kill();
      await server!.start();
    }
    expect(await run).toMatchObject({ code: 0 });
    expect(await statusOf(index)).toMatchObject({ documents: 150, chunks: 150 });
    const found = await ragstone(["search", '"number 149"', "--index", index, "--json"]);
    expect(found.json<{ hits: SearchHits }>().hits[0]).toMatchObject({ path: "notes/149.md" });
  });

  test("takes a run that was killed up where it was", async () => {
    const folder = await folderOf(many);
    const index = urlOf("resumed");
    let killed = 0;
    await ragstone(["index", folder, "--index", index, "--verbose"], {
      onError(child) {
        killed += 1;
        if (killed === 1) setTimeout(() => child.kill("SIGKILL"), 1500);
      },
    });
    expect(await ragstone(["index", folder, "--index", index])).toMatchObject({ code: 0 });
    expect(await statusOf(index)).toMatchObject({ documents: 150, chunks: 150 });
  });

  test.each([
    ["a server that is down", "postgres://ragstone@127.0.0.1:1/postgres", 7, "network-failed"],
    ["a database that does not exist", "MISSING", 6, "index-missing"],
    ["a collection that does not exist", "EMPTY", 6, "index-missing"],
    ["a schema that is no name", "SCHEMA", 2, "invalid-option"],
  ])("%s is a clear error", async (_, given, exit, code) => {
    const index = { MISSING: server!.url.replace(/postgres$/u, "nothing"), EMPTY: urlOf("nobody"), SCHEMA: `${server!.url}?schema=a-b` }[given] ?? given; // prettier-ignore
    const ended = await ragstone(["search", "keys", "--index", index, "--json"]);
    expect(ended.code).toBe(exit);
    expect(ended.json<ErrorJson>().error).toMatchObject({ code, hint: expect.stringMatching(/\w/u) });
  });

  test("an index is copied there and back without embedding anything, and resumes where it was stopped", async () => {
    const folder = await folderOf(documents);
    const index = urlOf("copied");
    await ragstone(["index", folder]);
    const copy = async (from: string, to: string) => {
      const { code, json } = await ragstone(["copy", "--from", from, "--to", to, "--json"]);
      expect(code).toBe(0);
      return json<CopyReport>();
    };
    expect(await copy(folder, index)).toMatchObject({ documents: 2, copied: 2, unchanged: 0 });
    expect(await copy(folder, index)).toMatchObject({ documents: 2, copied: 0, unchanged: 2, vectors: 0 });
    const plan = await ragstone(["plan", folder, "--index", index, "--json"]);
    expect(plan.json<PlanReport>().estimate).toMatchObject({ texts: 0 });
    const back = join(await folderOf({}), "index");
    expect(await copy(index, back)).toMatchObject({ documents: 2, copied: 2 });
    const answers = [["--index", index], ["--index", back], [folder]].map(async (at) => {
      const answer = await ragstone(["ask", question, ...at, "--no-sync", "--json"]);
      const { text, citations } = answer.json<{ text: string; citations: readonly object[] }>();
      return { text, citations };
    });
    const [remote, restored, original] = await Promise.all(answers);
    expect([remote, restored]).toEqual([original, original]);
    expect((await ragstone(["copy", "--from", index, "--to", index])).code).toBe(2);
    expect((await ragstone(["copy", "--from", index])).code).toBe(2);
  });

  test("another model is refused by name", async () => {
    const folder = await folderOf(documents);
    const index = urlOf("models");
    await ragstone(["index", folder, "--index", index]);
    const ended = await ragstone([
      "index",
      folder,
      "--index",
      index,
      "--embedder",
      "databricks:gte-large-en",
      "--json",
    ]);
    expect([6, 2]).toContain(ended.code);
    expect(ended.out + ended.err).toContain("static-en-v1");
  });
});
