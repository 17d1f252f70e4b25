import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openRagstone, type StatusReport } from "@ragstone/engine";
import { folderOf, guide } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";

const question = "How often are signing keys rotated?";

interface Computer {
  readonly home: string;
  readonly docs: string;
  readonly data: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A home folder with documents in OneDrive and a separate data folder. */
async function computer(): Promise<Computer> {
  const home = await folderOf({
    "OneDrive/docs/keys.md": guide,
    "OneDrive/docs/sub/lunch.txt": "The canteen opens at noon.\n",
  });
  const data = join(home, "data");
  return {
    home,
    docs: join(home, "OneDrive/docs"),
    data,
    env: { HOME: home, USERPROFILE: home, XDG_DATA_HOME: data, LOCALAPPDATA: data },
  };
}

function indexesIn(data: string): string[] {
  return existsSync(data) ? readdirSync(join(data, "ragstone/indexes")) : [];
}

test("the index of a synced folder is made in the user's data, announced once, and found again", async () => {
  const { docs, data, env } = await computer();
  const first = await ragstone(["index", docs], { env });
  expect(first.code).toBe(0);
  expect(first.err).toContain("OneDrive");
  expect(first.err).toContain(join(data, "ragstone"));
  expect(existsSync(join(docs, ".ragstone"))).toBe(false);
  expect(indexesIn(data)).toHaveLength(1);

  const again = await ragstone(["index", docs], { env });
  expect({ code: again.code, err: again.err, out: again.out }).toEqual({
    code: 0,
    err: "",
    out: expect.stringContaining("nothing changed"),
  });
  for (const args of [["ask", question], ["ask", question, docs], ["search", question], ["status"], ["doctor"]]) {
    const { code, out, err } = await ragstone(args, { env, cwd: join(docs, "sub") });
    expect({ args, code, out, err }).toEqual({ args, code: 0, out: expect.not.stringMatching(/^$/u), err: "" });
  }
  expect(indexesIn(data)).toHaveLength(1);
});

test("the index is found when the synced folder was moved", async () => {
  const { home, docs, env, data } = await computer();
  await ragstone(["index", docs], { env });
  const moved = join(home, "OneDrive/papers");
  renameSync(docs, moved);
  const { json } = await ragstone(["status", "--json"], { env, cwd: moved });
  expect(json<StatusReport>()).toMatchObject({ folder: moved, documents: 2, stale: [] });
  await ragstone(["index", moved], { env });
  mkdirSync(docs);
  expect((await ragstone(["status"], { env, cwd: docs })).code).toBe(6);
  expect((await ragstone(["index", docs], { env })).code).toBe(0);
  expect(indexesIn(data)).toHaveLength(2);
});

test("an index that lies in a synced folder keeps working, with a notice", async () => {
  const { docs, data, env } = await computer();
  await ragstone(["index", docs, "--index", join(docs, ".ragstone")], { env });
  const { code, out, err } = await ragstone(["ask", question, docs], { env });
  expect({ code, out, err }).toEqual({
    code: 0,
    out: expect.stringContaining("90 days"),
    err: expect.stringContaining("OneDrive"),
  });
  expect(indexesIn(data)).toEqual([]);
});

test("OneDrive is found where its variable points", async () => {
  const { docs, env, data } = await computer();
  const root = await folderOf({ "work/keys.md": guide });
  await ragstone(["index", join(root, "work")], { env: { ...env, OneDriveCommercial: root } });
  expect(existsSync(join(root, "work/.ragstone"))).toBe(false);
  expect(indexesIn(data)).toHaveLength(1);
  expect(existsSync(docs)).toBe(true);
});

test("the library takes data folder and synced folders as options, and answers while the folder is not mounted", async () => {
  const root = await folderOf({ "cloud/docs/keys.md": guide });
  const options = {
    folder: join(root, "cloud/docs"),
    dataDir: join(root, "data"),
    syncedFolders: [{ service: "Cloud", root: join(root, "cloud") }],
  };
  const codes: string[] = [];
  await using rag = await openRagstone({
    ...options,
    onEvent: (event) => void (event.type === "notice-raised" && codes.push(event.code)),
  });
  await rag.index();
  expect(codes).toEqual(["index-elsewhere"]);
  rmSync(options.folder, { recursive: true });
  await using again = await openRagstone(options);
  expect(again.indexDir).toBe(rag.indexDir);
  expect(await again.search("signing keys")).not.toHaveLength(0);
});
