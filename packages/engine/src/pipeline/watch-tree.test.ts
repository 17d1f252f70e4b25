import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { RagstoneError } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import { watchTree, type WatchTreeOptions } from "./watch-tree.js";

type Listener = (event: string, name: string | null) => void;

/** A tree on a real folder whose notifications the test sends; follows what `fails` does not refuse. */
async function followed(fails: (path: string) => string | null = () => null, platform: NodeJS.Platform = "linux") {
  const root = await folderOf({ "a/b/x.md": "x", "c/y.md": "y", ".git/z": "z", "idx/w": "w" });
  const listeners = new Map<string, Listener>();
  const errors: RagstoneError[] = [];
  let changes = 0;
  const failures: (() => void)[] = [];
  const recursive: string[] = [];
  const watchOne = ((path: string, ...given: [Listener] | [{ recursive: boolean }, Listener]) => {
    const code = fails(relative(root, path));
    if (code !== null) throw Object.assign(new Error(code), { code });
    if (given.length === 2 && given[0].recursive) recursive.push(relative(root, path));
    listeners.set(path, given.at(-1) as Listener);
    const on = (event: string, fail: () => void) => event === "error" && failures.push(fail);
    return { on, close: () => listeners.delete(path) };
  }) as unknown as NonNullable<WatchTreeOptions["watchOne"]>;
  const tree = watchTree(root, {
    except: join(root, "idx"),
    onChange: () => (changes += 1),
    onError: (error) => errors.push(error),
    watchOne,
    platform,
  });
  const send = (folder: string, event: string, name: string | null) => {
    changes = 0;
    listeners.get(join(root, folder))?.(event, name);
    return changes;
  };
  /** The number of changes reported when the system gives up one folder. */
  const fail = () => {
    changes = 0;
    failures[0]?.();
    return changes;
  };
  const paths = () => [...listeners.keys()].map((path) => relative(root, path)).sort();
  return { root, tree, errors, send, fail, paths, recursive };
}

describe("a tree of watched folders", () => {
  it("follows every folder but those that are not read and the index", async () => {
    const { tree, paths } = await followed();
    expect(paths()).toEqual(["", "a", "a/b", "c"]);
    tree.close();
    expect(paths()).toEqual([]);
  });

  it("reports changes of files, and of a folder without a name, but none of what is not read", async () => {
    const { send } = await followed();
    expect(send("a/b", "change", "x.md")).toBe(1);
    expect(send("a", "change", null)).toBe(1);
    expect(send("", "rename", "idx")).toBe(0);
    expect(send("", "change", ".git")).toBe(0);
    expect(send("c", "change", "node_modules")).toBe(0);
  });

  it("follows a folder that is added, and one that is moved by its new name alone", async () => {
    const { root, send, paths } = await followed();
    mkdirSync(join(root, "d/e"), { recursive: true });
    expect(send("", "rename", "d")).toBe(1);
    expect(paths()).toEqual(["", "a", "a/b", "c", "d", "d/e"]);
    renameSync(join(root, "a"), join(root, "ab"));
    send("", "rename", "a");
    expect(paths()).toEqual(["", "c", "d", "d/e"]);
    send("", "rename", "ab");
    expect(paths()).toEqual(["", "ab", "ab/b", "c", "d", "d/e"]);
    writeFileSync(join(root, "file.md"), "x");
    expect(send("", "rename", "file.md")).toBe(1);
    expect(paths()).toHaveLength(6);
  });

  it.each([
    ["EACCES", false],
    ["ENOSPC", true],
    ["EMFILE", true],
  ])("reports once that it is incomplete, %s", async (code, polls) => {
    const { errors, paths } = await followed((path) => (path === "a" || path === "c" ? code : null));
    expect(errors).toMatchObject([{ code: "watch-incomplete", data: { polls } }]);
    expect(paths()).toEqual([""]);
  });

  it("does not report a folder that has gone in the meantime", async () => {
    const { errors } = await followed((path) => (path === "a" ? "ENOENT" : null));
    expect(errors).toEqual([]);
  });

  it("is looked through again when the system stops following a folder", async () => {
    for (const platform of ["linux", "darwin"] as const) expect((await followed(() => null, platform)).fail()).toBe(1);
  });
});

describe.each(["darwin", "win32"] as const)("a tree that %s follows itself", (platform) => {
  it("reports changes below the folder, but none of what is not read", async () => {
    const { tree, send, paths, recursive } = await followed(() => null, platform);
    expect([paths(), recursive]).toEqual([[""], [""]]);
    expect(send("", "change", join("a", "b", "x.md"))).toBe(1);
    expect(send("", "change", null)).toBe(1);
    for (const name of ["idx", join("idx", "w"), join(".git", "z"), join("c", "node_modules", "x")])
      expect(send("", "rename", name)).toBe(0);
    tree.close();
    expect(paths()).toEqual([]);
  });

  it("reports that it cannot follow it", async () => {
    const { tree, errors, paths } = await followed(() => "EMFILE", platform);
    expect(errors).toMatchObject([{ code: "watch-incomplete", data: { polls: true } }]);
    expect(paths()).toEqual([]);
    tree.close();
  });
});
