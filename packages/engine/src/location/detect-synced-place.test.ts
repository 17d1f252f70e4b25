import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Machine } from "./machine.js";
import { parseMountInfo, parseMountOutput, type Mount } from "./parse-mounts.js";
import { detectSyncedPlace } from "./detect-synced-place.js";

function machine(facts: Partial<Omit<Machine, "mounts">> & { readonly mounts?: readonly Mount[] } = {}): Machine {
  const { mounts = [], ...others } = facts;
  return {
    platform: "linux",
    home: "/home/ada",
    dataDir: "/home/ada/.local/share",
    syncedFolders: [],
    mounts: async () => mounts,
    ...others,
  };
}

const mac = machine({ platform: "darwin", home: "/Users/ada" });
const windows = machine({ platform: "win32", home: "C:\\Users\\ada", dataDir: "C:\\Users\\ada\\AppData\\Local" });

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-place-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe("a synced place", () => {
  it.each<[string, string, Machine, string]>([
    ["OneDrive", "/home/ada/OneDrive/docs", machine(), "/home/ada/OneDrive"],
    ["Dropbox", "/home/ada/Dropbox", machine(), "/home/ada/Dropbox"],
    ["Dropbox", "/home/ada/Dropbox (Work)/a/b", machine(), "/home/ada/Dropbox (Work)"],
    [
      "iCloud Drive",
      "/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/x",
      mac,
      "/Users/ada/Library/Mobile Documents",
    ],
    [
      "Google Drive",
      "/Users/ada/Library/CloudStorage/GoogleDrive-a@b.c/My Drive/x",
      mac,
      "/Users/ada/Library/CloudStorage/GoogleDrive-a@b.c",
    ],
    [
      "OneDrive",
      "/Users/ada/Library/CloudStorage/OneDrive-Personal",
      mac,
      "/Users/ada/Library/CloudStorage/OneDrive-Personal",
    ],
    ["Box", "/Users/ada/Library/CloudStorage/Box-Box/x", mac, "/Users/ada/Library/CloudStorage/Box-Box"],
    ["OneDrive", "C:\\Users\\ada\\OneDrive - Contoso\\docs", windows, "C:\\Users\\ada\\OneDrive - Contoso"],
    ["iCloud Drive", "C:\\Users\\ada\\iCloudDrive\\docs", windows, "C:\\Users\\ada\\iCloudDrive"],
    ["a network share", "\\\\server\\share\\docs", windows, "\\\\server\\share"],
    ["a network share", "\\\\?\\UNC\\server\\share\\docs", windows, "\\\\?\\UNC\\server\\share"],
  ])("is %s: %s", async (service, folder, on, root) => {
    expect(await detectSyncedPlace(folder, on)).toEqual({ service, root });
  });

  it.each([
    ["/home/ada/docs", machine()],
    ["/home/ada/OneDriver/docs", machine()],
    ["/home/bob/projects/Dropbox-clone", machine()],
    ["/home/ada", machine()],
    ["/Users/ada/Library/CloudStorage", mac],
    ["/Users/ada/Library/Caches/x", mac],
    ["C:\\Users\\ada\\Documents", windows],
    ["\\\\?\\C:\\Users\\ada\\Documents", windows],
    ["D:\\", windows],
  ])("is not %s", async (folder, on) => {
    expect(await detectSyncedPlace(folder, on)).toBeNull();
  });

  it("is one that the environment names, in any spelling that Windows allows", async () => {
    const named = { ...windows, syncedFolders: [{ service: "OneDrive", root: "D:\\Cloud" }] };
    expect(await detectSyncedPlace("d:\\cloud\\docs", named)).toEqual({ service: "OneDrive", root: "D:\\Cloud" });
    expect(await detectSyncedPlace("D:\\Clouds", named)).toBeNull();
  });

  it.each([
    [".dropbox", "file", "Dropbox"],
    [".dropbox.cache", "folder", "Dropbox"],
    [".tmp.drivedownload", "folder", "Google Drive"],
    [".shortcut-targets-by-id", "folder", "Google Drive"],
  ])("is recognized by %s, a %s", async (name, kind, service) => {
    const root = temporaryFolder();
    mkdirSync(join(root, "docs/deep"), { recursive: true });
    if (kind === "file") writeFileSync(join(root, name), "");
    else mkdirSync(join(root, name));
    expect(await detectSyncedPlace(join(root, "docs/deep"), machine())).toEqual({ service, root });
  });

  it("is not the home folder for the settings that Dropbox keeps there, but the folders that they name", async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, ".dropbox"));
    writeFileSync(join(home, ".dropbox/info.json"), JSON.stringify({ personal: { path: "/data/box" } }));
    expect(await detectSyncedPlace(join(home, "docs"), machine({ home }))).toBeNull();
    expect(await detectSyncedPlace("/data/box/docs", machine({ home }))).toEqual({
      service: "Dropbox",
      root: "/data/box",
    });
  });

  it("is seen through symbolic links", async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "OneDrive/docs"), { recursive: true });
    symlinkSync(join(home, "OneDrive/docs"), join(home, "work"));
    expect(await detectSyncedPlace(join(home, "work"), machine({ home }))).toMatchObject({ service: "OneDrive" });
  });

  it("is a network mount, the innermost one counting", async () => {
    const mounts = parseMountInfo(
      [
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "40 22 0:50 / /mnt/team\\040share rw shared:2 - cifs //server/team rw,vers=3",
        "41 40 8:2 / /mnt/team\\040share/local rw - ext4 /dev/sdb rw",
        "42 22 0:51 / /srv/nfs rw - nfs4 server:/x rw",
        "43 22 0:52 / /home/ada/remote rw - fuse.sshfs ada@host: rw",
        "44 22 0:53 / /home/ada/drive rw - fuse.google-drive-ocamlfuse x rw",
        "",
      ].join("\n"),
    );
    const on = machine({ mounts });
    expect(await detectSyncedPlace("/mnt/team share/docs", on)).toEqual({
      service: "a network share",
      root: "/mnt/team share",
    });
    expect(await detectSyncedPlace("/mnt/team share/local/docs", on)).toBeNull();
    expect(await detectSyncedPlace("/srv/nfs", on)).toMatchObject({ service: "a network share" });
    expect(await detectSyncedPlace("/srv/nfs2", on)).toBeNull();
    expect(await detectSyncedPlace("/home/ada/remote/docs", on)).toMatchObject({ service: "a network share" });
    expect(await detectSyncedPlace("/home/ada/drive/docs", on)).toMatchObject({ service: "Google Drive" });
  });

  it("is a network mount of macOS", async () => {
    const mounts = parseMountOutput(
      "/dev/disk3s1 on / (apfs, sealed, local)\n//ada@server/team on /Volumes/team (old) (smbfs, nodev, nosuid, " +
        "mounted by ada)\n",
    );
    expect(mounts).toEqual([
      { root: "/", type: "apfs" },
      { root: "/Volumes/team (old)", type: "smbfs" },
    ]);
    expect(await detectSyncedPlace("/Volumes/team (old)/docs", { ...mac, mounts: async () => mounts })).not.toBeNull();
  });
});
