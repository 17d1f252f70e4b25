import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexReport } from "@ragstone/core";
import type { CopyReport, StatusReport } from "@ragstone/engine";
import { postgresServer } from "@ragstone/testkit";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { folderOf } from "../../engine/test/folder.js";
import { ragstone, type Ended, type RunOptions } from "./command.js";

const server = await postgresServer();
afterAll(() => server?.stop());

const total = 160;
const named = (at: number) => `part-${at % 7}/${at}.md`;
const files = Object.fromEntries(
  Array.from({ length: total }, (_, at) => [named(at), `# Note ${at}\n\nThe valve with number ${at} opens at dawn.\n`]),
);
const alone = "Other processes are indexing";

describe.skipIf(server === null)("several processes that index one folder into one collection", () => {
  const urlOf = (collection: string): string => `${server!.url}?collection=${collection}-${randomUUID()}`;

  /** A run with a data folder of its own, as one of another machine has. */
  function run(folder: string, index: string, onError?: RunOptions["onError"]): Promise<Ended> {
    const data = mkdtempSync(join(tmpdir(), "ragstone-data-"));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const args = ["index", folder, "--index", index, "--json", "--verbose"];
    return ragstone(args, { env: { XDG_DATA_HOME: data }, ...(onError && { onError }) });
  }
  const reportOf = (ended: Ended) => ended.json<IndexReport>();
  const sumOf = (all: readonly Ended[], one: (report: IndexReport) => number) =>
    all.reduce((sum, ended) => sum + one(reportOf(ended)), 0);
  const statusOf = async (index: string) =>
    (await ragstone(["status", "--index", index, "--json"])).json<StatusReport>();

  /** @throws unless the collection contains what a single run makes of the folder, and nobody is at work */
  async function expectWhole(folder: string, index: string): Promise<void> {
    const single = urlOf("single");
    expect(await run(folder, single)).toMatchObject({ code: 0 });
    const copied = await ragstone(["copy", "--from", index, "--to", single, "--json"]);
    expect(copied.json<CopyReport>()).toMatchObject({ documents: total, copied: 0, unchanged: total });
    expect(await statusOf(index)).toMatchObject({ documents: total, chunks: total, workers: [] });
  }

  /** Calls back once, when a run has reported so many documents as indexed. */
  function after(documents: number, act: (child: Parameters<NonNullable<RunOptions["onError"]>>[0]) => void) {
    let seen = 0;
    let acted = false;
    return (...[child, text]: Parameters<NonNullable<RunOptions["onError"]>>) => {
      seen += text.match(/^indexed /gmu)?.length ?? 0;
      if (acted || seen < documents) return;
      acted = true;
      act(child);
    };
  }

  test("each document is read and embedded by one of them, and each reports what it did", async () => {
    const folder = await folderOf(files);
    const index = urlOf("four");
    const runs = await Promise.all(Array.from({ length: 4 }, () => run(folder, index)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(sumOf(runs, ({ documents }) => documents.indexed)).toBe(total);
    expect(sumOf(runs, ({ embedded }) => embedded.texts)).toBe(total);
    expect(sumOf(runs, ({ chunks }) => chunks.added)).toBe(total);
    expect(runs.filter((ended) => reportOf(ended).documents.indexed > 0).length).toBeGreaterThan(1);
    for (const ended of runs) {
      const { seen, indexed, unchanged, elsewhere, failed } = reportOf(ended).documents;
      expect({ seen, failed, sum: indexed + unchanged + elsewhere }).toEqual({ seen: total, failed: 0, sum: total });
    }
    await expectWhole(folder, index);
  });

  test("documents of one that is killed are taken over", async () => {
    const folder = await folderOf(files);
    const index = urlOf("killed");
    const killed = run(
      folder,
      index,
      after(5, (child) => child.kill("SIGKILL")),
    );
    const others = await Promise.all([run(folder, index), run(folder, index)]);
    expect((await killed).code).toBeNull();
    expect(others.map(({ code }) => code)).toEqual([0, 0]);
    await expectWhole(folder, index);
  });

  test("one that is interrupted gives its documents back at once", async () => {
    const folder = await folderOf(files);
    const index = urlOf("interrupted");
    const interrupted = await run(
      folder,
      index,
      after(5, (child) => child.kill("SIGINT")),
    );
    expect(interrupted.code).toBe(130);
    expect((await statusOf(index)).workers).toEqual([]);
    const next = await run(folder, index);
    expect(next).toMatchObject({ code: 0 });
    expect(next.err).not.toContain(alone);
    await expectWhole(folder, index);
  });

  test("runs that begin while another ends repeat nothing", async () => {
    const folder = await folderOf(files);
    const index = urlOf("late");
    const late: Promise<Ended>[] = [];
    const first = await run(
      folder,
      index,
      after(total - 40, () => late.push(run(folder, index), run(folder, index))),
    );
    const all = [first, ...(await Promise.all(late))];
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(sumOf(all, ({ documents }) => documents.indexed)).toBe(total);
    expect(sumOf(all, ({ embedded }) => embedded.texts)).toBe(total);
    await expectWhole(folder, index);
  });

  test("vanished files are removed once, and moved ones are not embedded again", async () => {
    const folder = await folderOf({ ...files, ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`old/${at}.md`, `An old page with number ${at}.`])) }); // prettier-ignore
    const index = urlOf("vanished");
    await run(folder, index);
    await rm(join(folder, "old"), { recursive: true });
    await rename(join(folder, "part-0"), join(folder, "moved"));
    const moved = Array.from({ length: total }, (_, at) => at).filter((at) => at % 7 === 0).length;
    const runs = await Promise.all(Array.from({ length: 3 }, () => run(folder, index)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(sumOf(runs, ({ documents }) => documents.removed)).toBe(60);
    expect(sumOf(runs, ({ documents }) => documents.moved)).toBe(moved);
    expect(sumOf(runs, ({ embedded }) => embedded.texts)).toBe(0);
    await expectWhole(folder, index);
  });

  test("a server that is killed interrupts none of them", async () => {
    if (server!.kill === null) return;
    const folder = await folderOf(files);
    const index = urlOf("server");
    let restarted: Promise<void> = Promise.resolve();
    const restart = after(10, () => {
      restarted = server!.kill!().then(() => server!.start());
    });
    const runs = await Promise.all([run(folder, index, restart), run(folder, index), run(folder, index)]);
    await restarted;
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    await expectWhole(folder, index);
  });
});
