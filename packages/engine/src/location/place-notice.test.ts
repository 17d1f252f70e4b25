import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import type { IndexLocation } from "./index-location.js";
import { placeNotice } from "./place-notice.js";

/** The notice for an index of `<root>/docs`; the places below `<root>` are synced. */
async function noticeOf(synced: readonly string[], change: (root: string) => Partial<IndexLocation> = () => ({})) {
  const root = await folderOf({
    "docs/a.md": "Keys rotate.",
    "data/made/settings.json": "{}",
    "idx/settings.json": "{}",
  });
  const location: IndexLocation = {
    dir: join(root, "docs/.ragstone"),
    folder: join(root, "docs"),
    folderFrom: "caller",
  };
  const notice = await placeNotice(
    { ...location, ...change(root) },
    {
      platform: "linux",
      home: join(root, "home"),
      dataDir: join(root, "data"),
      syncedFolders: synced.map((path) => ({ service: "Dropbox", root: join(root, path) })),
      mounts: () => Promise.resolve([]),
    },
  );
  return notice?.type === "notice-raised" ? `${notice.code}: ${notice.message.replaceAll(root, "")}` : notice;
}

describe("the notice about the place of an index", () => {
  it("warns of an index in a synced folder, existing or new", async () => {
    expect(await noticeOf(["docs"])).toMatch(/^index-synced: The index in \/docs\/\.ragstone is on Dropbox, /u);
    const existing = (root: string) => ({ dir: join(root, "idx") });
    expect(await noticeOf(["idx"], existing)).toMatch(/^index-synced: The index in \/idx is on Dropbox, /u);
    expect(await noticeOf(["docs"], existing)).toBeNull();
  });

  it("names the place of a new index that is kept elsewhere because of its folder, once", async () => {
    const inUserData = (name: string) => (root: string) => ({ dir: join(root, "data", name), inUserData: true });
    expect(await noticeOf(["docs"], inUserData("new"))).toBe(
      "index-elsewhere: /docs is on Dropbox (/docs): its index is kept in /data/new.",
    );
    expect(await noticeOf(["docs"], inUserData("made"))).toBeNull();
    expect(await noticeOf(["data"], inUserData("new"))).toBeNull();
  });

  it("is none for a folder of this machine alone, or an index that another engine keeps", async () => {
    expect(await noticeOf([])).toBeNull();
    expect(await noticeOf(["docs"], () => ({ name: "memory:shared" }))).toBeNull();
  });
});
