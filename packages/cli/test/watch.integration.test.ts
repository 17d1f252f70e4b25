import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { IndexReport } from "@ragstone/core";
import { openRagstone, type Ragstone } from "@ragstone/engine";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { bin } from "./command.js";

type Documents = IndexReport["documents"];

interface Followed {
  readonly rag: Ragstone;
  readonly folder: string;
  /** Every run so far. */
  readonly reports: readonly IndexReport[];
  readonly errors: readonly string[];
  /** Resolves to the runs from `since` on, once their sum of documents satisfies the test. */
  readonly until: (since: number, done: (sum: Documents) => boolean) => Promise<readonly IndexReport[]>;
}

/** A watched folder, its first run done. */
async function follow(
  files: Readonly<Record<string, string>>,
  options: { readonly index?: string; readonly allowRemoval?: boolean } = {},
): Promise<Followed> {
  const folder = await folderOf(files);
  const rag = await openRagstone({
    folder,
    index: options.index === undefined ? undefined : join(folder, options.index),
  });
  const reports: IndexReport[] = [];
  const errors: string[] = [];
  const waiting = new Set<() => void>();
  const watch = rag.watch({
    settleMs: 150,
    allowRemoval: options.allowRemoval ?? false,
    onReport: (report) => {
      reports.push(report);
      for (const check of waiting) check();
    },
    onError: ({ code }) => errors.push(code),
  });
  onTestFinished(async () => {
    await watch.close();
    await rag.close();
  });
  await watch.ready;
  return {
    rag,
    folder,
    reports,
    errors,
    until: (since, done) =>
      new Promise((resolve) => {
        const check = (): void => {
          const runs = reports.slice(since);
          if (!done(sum(runs))) return;
          waiting.delete(check);
          resolve(runs);
        };
        waiting.add(check);
        check();
      }),
  };
}

function sum(reports: readonly IndexReport[]): Documents {
  const keys = ["seen", "indexed", "unchanged", "moved", "removed", "failed"] as const;
  return Object.fromEntries(
    keys.map((key) => [key, reports.reduce((total, { documents }) => total + documents[key], 0)]),
  ) as unknown as Documents;
}

const quiet = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("watch", () => {
  test("takes in edits, new files, renames and deletions, and searches find them", async () => {
    const { rag, folder, reports, errors, until } = await follow({ "keys.md": guide, "sub/lunch.txt": lunch });
    expect(reports).toMatchObject([{ documents: { seen: 2, indexed: 2 } }]);

    let since = reports.length;
    appendFileSync(join(folder, "sub/lunch.txt"), "\nOn Fridays the canteen serves lampreys.\n");
    await until(since, ({ indexed }) => indexed === 1);
    expect((await rag.search("lampreys", { mode: "text" }))[0]).toMatchObject({ path: "sub/lunch.txt" });

    since = reports.length;
    mkdirSync(join(folder, "a/b"), { recursive: true });
    writeFileSync(join(folder, "a/b/new.md"), "# Otters\n\nOtters live by the river.\n");
    await until(since, ({ indexed }) => indexed === 1);
    // A folder made after watching began is followed as well.
    since = reports.length;
    writeFileSync(join(folder, "a/b/later.md"), "# Herons\n\nHerons live by the lake.\n");
    await until(since, ({ indexed }) => indexed === 1);

    since = reports.length;
    renameSync(join(folder, "a"), join(folder, "animals"));
    const runs = await until(since, ({ moved }) => moved === 2);
    expect(sum(runs)).toMatchObject({ indexed: 0, removed: 0 });
    expect(runs.reduce((texts, { embedded }) => texts + embedded.texts, 0)).toBe(0);
    since = reports.length;
    appendFileSync(join(folder, "animals/b/new.md"), "\nThey eat crayfish.\n");
    await until(since, ({ indexed }) => indexed === 1);

    since = reports.length;
    unlinkSync(join(folder, "keys.md"));
    rmSync(join(folder, "animals"), { recursive: true });
    await until(since, ({ removed }) => removed === 3);
    expect((await rag.status()).documents).toBe(1);
    expect(errors).toEqual([]);
  });

  test("sees an editor's way of saving as one edit, and nothing of its temporary files stays", async () => {
    const { rag, folder, reports, until } = await follow({ "keys.md": guide });
    const since = reports.length;
    // Vim: a probe, a swap file, the old file moved to a backup, the new one written, the backup removed.
    writeFileSync(join(folder, "4913"), "");
    unlinkSync(join(folder, "4913"));
    writeFileSync(join(folder, ".keys.md.swp"), "b0VIM 9.0");
    renameSync(join(folder, "keys.md"), join(folder, "keys.md~"));
    writeFileSync(join(folder, "keys.md"), `${guide}\nSaved by one editor.\n`);
    unlinkSync(join(folder, "keys.md~"));
    unlinkSync(join(folder, ".keys.md.swp"));
    // Others: a temporary file renamed over the old one.
    writeFileSync(join(folder, "keys.md.tmp.812"), `${guide}\nSaved by another editor.\n`);
    renameSync(join(folder, "keys.md.tmp.812"), join(folder, "keys.md"));
    const runs = await until(since, ({ indexed }) => indexed === 1);
    expect(runs).toHaveLength(1);
    expect(await (await rag.parts()).index.documents()).toMatchObject([{ path: "keys.md" }]);
    expect((await rag.showText("keys.md")).text).toContain("another editor");
  });

  test("takes in a checkout of 200 files in a few runs", async () => {
    const { folder, reports, until } = await follow({ "keys.md": guide }, { allowRemoval: true });
    const since = reports.length;
    for (let number = 0; number < 200; number += 1) {
      mkdirSync(join(folder, `branch/${number % 10}`), { recursive: true });
      writeFileSync(
        join(folder, `branch/${number % 10}/${number}.md`),
        `# Note ${number}\n\nEntry ${number} says that valve ${number * 7} was opened.\n`,
      );
      // As git does it: file after file, not in one breath.
      if (number % 20 === 19) await quiet(10);
    }
    const runs = await until(since, ({ indexed }) => indexed === 200);
    expect(runs.length).toBeLessThanOrEqual(3);
    const back = reports.length;
    rmSync(join(folder, "branch"), { recursive: true });
    expect((await until(back, ({ removed }) => removed === 200)).length).toBeLessThanOrEqual(3);
  });

  test.each([".ragstone", "data/own-index"])("is not woken by its own writes into %s", async (index) => {
    const { folder, reports, until } = await follow({ "keys.md": guide }, { index });
    writeFileSync(join(folder, "new.md"), "# New\n\nSomething new.\n");
    await until(1, ({ indexed }) => indexed === 1);
    const { length } = reports;
    // Four times the settling time: a loop would have made three runs.
    await quiet(600);
    expect(reports.length).toBeLessThanOrEqual(length + 1);
    const settled = reports.length;
    await quiet(400);
    expect(reports).toHaveLength(settled);
  });

  test("begins a run although changes do not end", async () => {
    const folder = await folderOf({ "keys.md": guide });
    await using rag = await openRagstone({ folder });
    const runs: IndexReport[] = [];
    const watch = rag.watch({ settleMs: 10_000, maxWaitMs: 300, onReport: (report) => runs.push(report) });
    await watch.ready;
    for (let number = 0; runs.length < 2; number += 1) {
      writeFileSync(join(folder, "log.md"), `# Log\n\nLine ${number}.\n`);
      await quiet(50);
    }
    await watch.close();
    expect(runs.length).toBeGreaterThanOrEqual(2);
  });

  test("tries again when another process was writing", async () => {
    const folder = await folderOf({ "keys.md": guide });
    await using rag = await openRagstone({ folder });
    await rag.index();
    const { openIndex } = await import("@ragstone/index");
    const writer = await openIndex({ dir: join(folder, ".ragstone"), mode: "write" });
    const errors: string[] = [];
    let indexed: (report: IndexReport) => void = () => {};
    const done = new Promise<IndexReport>((resolve) => (indexed = resolve));
    let refused = (): void => {};
    const locked = new Promise<void>((resolve) => (refused = resolve));
    const watch = rag.watch({
      settleMs: 50,
      maxWaitMs: 200,
      onReport: indexed,
      onError: ({ code }) => {
        errors.push(code);
        refused();
      },
    });
    await locked;
    await writer.close();
    // Nothing changed since, so that only the watch itself can have begun this run.
    expect((await done).documents).toMatchObject({ seen: 1, unchanged: 1 });
    await watch.close();
    expect(new Set(errors)).toEqual(new Set(["index-locked"]));
  });

  test("two of one folder do each other no harm", async () => {
    const { folder, rag } = await follow({ "keys.md": guide });
    await using other = await openRagstone({ folder });
    const errors: string[] = [];
    const second = other.watch({ settleMs: 50, maxWaitMs: 200, onError: ({ code }) => errors.push(code) });
    await second.ready;
    for (let number = 0; number < 5; number += 1)
      writeFileSync(join(folder, `${number}.md`), `# Note ${number}\n\nValve ${number}.\n`);
    while ((await rag.status()).documents < 6) await quiet(50);
    await second.close();
    expect(errors.filter((code) => code !== "index-locked")).toEqual([]);
  });

  test("continues when an index that was deleted has a file in its place", async () => {
    const { rag, folder, errors, reports, until } = await follow({ "keys.md": guide });
    rmSync(rag.indexDir, { recursive: true });
    writeFileSync(rag.indexDir, "");
    writeFileSync(join(folder, "lunch.txt"), lunch);
    while (errors.length === 0) await quiet(20);
    expect(errors).toEqual(["index-foreign"]);
    const since = reports.length;
    unlinkSync(rag.indexDir);
    appendFileSync(join(folder, "lunch.txt"), "\nOn Fridays the canteen serves lampreys.\n");
    await until(since, ({ indexed }) => indexed === 2);
  });

  test("does not make a deleted folder again, and follows the one that takes its place", async () => {
    const folder = await folderOf({ "docs/keys.md": guide });
    const docs = join(folder, "docs");
    await using rag = await openRagstone({ folder: docs });
    const errors: string[] = [];
    const reports: IndexReport[] = [];
    const watch = rag.watch({
      settleMs: 50,
      maxWaitMs: 100,
      onReport: (report) => reports.push(report),
      onError: ({ code }) => errors.push(code),
    });
    await watch.ready;
    rmSync(docs, { recursive: true });
    while (errors.length === 0) await quiet(20);
    expect(existsSync(docs)).toBe(false);
    // The second folder is itself detected, and later events in it are reported as changes.
    mkdirSync(docs);
    writeFileSync(join(docs, "lunch.txt"), lunch);
    while (sum(reports).indexed < 2) await quiet(20);
    writeFileSync(join(docs, "keys.md"), guide);
    while (sum(reports).indexed < 3) await quiet(20);
    await watch.close();
    expect(errors).toEqual(["invalid-option"]);
  });

  test("closed in the middle of a run keeps committed documents and calls nobody afterwards", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, number) => [
        `${number}.md`,
        `# Note ${number}\n\n${`Entry ${number} says that valve ${number * 7} was opened. `.repeat(30)}`,
      ]),
    );
    const folder = await folderOf(files);
    const calls: string[] = [];
    let begun: () => void;
    const indexing = new Promise<void>((resolve) => (begun = resolve));
    const rag = await openRagstone({ folder, onEvent: ({ type }) => type === "document-indexed" && begun() });
    const watch = rag.watch({ onReport: () => calls.push("report"), onError: ({ code }) => calls.push(code) });
    await indexing;
    await watch.close();
    await watch.close();
    await watch.ready;
    expect(calls).toEqual([]);
    const { documents } = await rag.index();
    expect(documents.seen).toBe(300);
    expect(documents.unchanged).toBeGreaterThan(0);
    await rag.close();
  });
});

describe("index --watch", () => {
  test("prints one report a run as JSON lines, and ends with 130 on Ctrl-C", async () => {
    const folder = await folderOf({ "keys.md": guide });
    const child = spawn(process.execPath, [bin, "index", folder, "--watch", "--json"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const lines: IndexReport[] = [];
    let rest = "";
    let wake: () => void = () => {};
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const parts = (rest + text).split("\n");
      rest = parts.pop()!;
      lines.push(...parts.map((line) => JSON.parse(line) as IndexReport));
      wake();
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const until = async (done: () => boolean): Promise<void> => {
      while (!done()) await new Promise<void>((resolve) => (wake = resolve));
    };
    await until(() => lines.length === 1);
    expect(lines[0]).toMatchObject({ documents: { seen: 1, indexed: 1 } });
    writeFileSync(join(folder, "lunch.txt"), lunch);
    await until(() => sum(lines.slice(1)).indexed === 1);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(rest).toBe("");
  });

  test("prints one error for a run that fails, and continues", async () => {
    const folder = await folderOf({ "keys.md": guide });
    const child = spawn(process.execPath, [bin, "index", folder, "--watch"], { stdio: ["ignore", "pipe", "pipe"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const until = async (done: () => boolean): Promise<void> => {
      while (!done()) await quiet(20);
    };
    await until(() => err.includes("Ctrl-C ends"));
    rmSync(join(folder, ".ragstone"), { recursive: true });
    writeFileSync(join(folder, ".ragstone"), "");
    writeFileSync(join(folder, "lunch.txt"), lunch);
    await until(() => err.includes("error:"));
    const printed = out.length;
    rmSync(join(folder, ".ragstone"));
    writeFileSync(join(folder, "soup.txt"), lunch);
    await until(() => out.length > printed);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(err.match(/error:/gu)).toHaveLength(1);
  });
});
