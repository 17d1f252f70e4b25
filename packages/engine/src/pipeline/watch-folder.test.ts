import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { RagstoneError, type IndexReport } from "@ragstone/core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { folderOf } from "../../test/folder.js";
import { watchFolder, type WatchFolderOptions } from "./watch-folder.js";
import { watchTree } from "./watch-tree.js";

const report = {} as IndexReport;
/** A watch on a real folder with a tree whose events the test triggers. */
function watched(options: Partial<WatchFolderOptions>) {
  const errors: RagstoneError[] = [];
  let change = (): void => {};
  let runs = 0;
  const waiting = new Map<number, () => void>();
  const watch = watchFolder({
    folder: import.meta.dirname,
    indexDir: `${import.meta.dirname}/.ragstone`,
    settleMs: 0,
    onError: (error) => errors.push(error),
    ...options,
    follow: (folder, tree) => {
      change = tree.onChange;
      return options.follow?.(folder, tree) ?? { close: () => {} };
    },
    index: async (signal) => {
      runs += 1;
      waiting.get(runs)?.();
      return (await options.index?.(signal)) ?? report;
    },
  });
  const run = (number: number): Promise<void> =>
    runs >= number ? Promise.resolve() : new Promise((resolve) => waiting.set(number, resolve));
  return { watch, errors, run, change: () => change(), runs: () => runs };
}

describe("watchFolder", () => {
  test.each([
    ["an error of the file system", Object.assign(new Error("no"), { code: "EACCES" }), "permission-denied"],
    ["a full disk", Object.assign(new Error("no"), { code: "ENOSPC" }), "disk-full"],
    ["an error nobody expects", new TypeError("x is undefined"), "unexpected"],
    ["a value that is no error", "no", "unexpected"],
    ["undefined", undefined, "unexpected"],
  ])("hands %s of a run to onError and runs again at the next change", async (_, thrown, code) => {
    const { watch, errors, run, change } = watched({ index: () => Promise.reject(thrown) });
    await watch.ready;
    expect(errors).toMatchObject([{ code }]);
    expect(errors[0]!.cause).toBe(thrown);
    change();
    await run(2);
    await watch.close();
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("mine");
      },
    ],
    ["rejects", () => Promise.reject(new Error("mine"))],
  ])("hands an error that onReport %s to onError, and continues", async (_, onReport) => {
    const { watch, errors, run, change } = watched({ onReport });
    await watch.ready;
    await vi.waitFor(() => expect(errors).toMatchObject([{ code: "callback-failed" }]));
    expect(errors[0]!.message).toBe("The onReport callback failed: mine");
    change();
    await run(2);
    await watch.close();
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("mine");
      },
    ],
    ["rejects", () => Promise.reject(new Error("mine"))],
  ])("continues when onError %s", async (_, onError) => {
    const { watch, run, change } = watched({ index: () => Promise.reject(new Error("no")), onError });
    await watch.ready;
    change();
    await expect(run(2)).resolves.toBeUndefined();
    await watch.close();
  });

  test("reports an error that stays the same once until something changes", async () => {
    const locked = new RagstoneError("index-locked", "The index is being written.", { hint: "Wait." });
    const { watch, errors, run, change } = watched({ maxWaitMs: 1, index: () => Promise.reject(locked) });
    await run(4);
    expect(errors).toHaveLength(1);
    change();
    await vi.waitFor(() => expect(errors).toHaveLength(2));
    await watch.close();
  });

  test("runs from time to time where the system has no watches left", async () => {
    const { watch, errors, run } = watched({
      pollMs: 1,
      follow: (folder, options) =>
        watchTree(folder, {
          ...options,
          watchOne: () => {
            throw Object.assign(new Error("ENOSPC: System limit for number of file watchers reached"), {
              code: "ENOSPC",
            });
          },
        }),
    });
    await run(3);
    await watch.close();
    expect(errors).toMatchObject([{ code: "watch-incomplete", data: { polls: true } }]);
    expect(errors[0]!.hint).toContain("from time to time");
  });

  test("does not run by itself where one folder may not be read", async () => {
    const { watch, errors } = watched({
      pollMs: 1,
      follow: (folder, options) =>
        watchTree(folder, {
          ...options,
          watchOne: () => {
            throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
          },
        }),
    });
    await watch.ready;
    await watch.close();
    expect(errors).toMatchObject([{ code: "watch-incomplete", data: { polls: false } }]);
  });

  test("close() after a run that failed does not reject", async () => {
    const { watch } = watched({
      index: () => Promise.reject(new Error("no")),
      onError: () => {
        throw new Error("mine");
      },
    });
    await expect(watch.close()).resolves.toBeUndefined();
    await expect(watch.ready).resolves.toBeUndefined();
  });

  describe("with a clock", () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());
    const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

    test("waits until changes have settled, but no longer than its limit after the first", async () => {
      const { watch, change, runs } = watched({ settleMs: 300, maxWaitMs: 1000 });
      await watch.ready;
      change();
      await pass(299);
      expect(runs()).toBe(1);
      await pass(1);
      expect(runs()).toBe(2);
      for (let at = 0; at < 1000; at += 200) {
        change();
        await pass(at === 800 ? 199 : 200);
      }
      expect(runs()).toBe(2);
      await pass(1);
      expect(runs()).toBe(3);
      await pass(10_000);
      expect(runs()).toBe(3);
      await watch.close();
    });

    test("settles for 300 ms, and for at most 5 s, by default", async () => {
      const { watch, change, runs } = watched({ settleMs: undefined });
      await watch.ready;
      change();
      await pass(299);
      expect(runs()).toBe(1);
      await pass(1);
      for (let at = 0; at < 5000; at += 250) {
        expect(runs()).toBe(2);
        change();
        await pass(250);
      }
      expect(runs()).toBe(3);
      await watch.close();
    });

    test("runs once more for changes during a run", async () => {
      let end = () => {};
      const index = () => new Promise<IndexReport>((resolve) => (end = () => resolve(report)));
      const { watch, change, runs } = watched({ settleMs: 10, index });
      change();
      change();
      await pass(1000);
      expect(runs()).toBe(1);
      end();
      await pass(9);
      expect(runs()).toBe(1);
      await pass(1);
      expect(runs()).toBe(2);
      end();
      await pass(1000);
      expect(runs()).toBe(2);
      await watch.close();
    });

    test("starts no run after it was closed", async () => {
      for (const isWaiting of [true, false]) {
        const { watch, change, runs } = watched({ settleMs: 10 });
        await watch.ready;
        if (isWaiting) change();
        await watch.close();
        change();
        await pass(1000);
        expect(runs()).toBe(1);
      }
    });

    test("looks again for a folder that is missing, and follows the one that takes its place", async () => {
      const root = await folderOf({ "docs/a.md": "a" });
      const folder = join(root, "docs");
      const trees: string[] = [];
      const follow: WatchFolderOptions["follow"] = () => {
        const name = `tree ${trees.length}`;
        trees.push(name);
        return { close: () => void trees.push(`${name} closed`) };
      };
      const index = () => (existsSync(folder) ? Promise.resolve(report) : Promise.reject(new Error("missing")));
      const { watch, change, runs } = watched({ folder, follow, index, settleMs: 10, maxWaitMs: 100 });
      await watch.ready;
      change();
      await pass(10);
      expect([runs(), ...trees]).toEqual([2, "tree 0"]);
      renameSync(folder, join(root, "away"));
      change();
      await pass(10);
      expect([runs(), ...trees]).toEqual([3, "tree 0", "tree 0 closed"]);
      await pass(99);
      expect(runs()).toBe(3);
      mkdirSync(folder);
      await pass(1);
      expect([runs(), ...trees]).toEqual([4, "tree 0", "tree 0 closed", "tree 2"]);
      await pass(1000);
      expect(runs()).toBe(4);
      await watch.close();
    });
  });
});
