import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { thisMachine } from "./machine.js";

describe("this machine", () => {
  it.each([
    ["linux", ".local/share"],
    ["freebsd", ".local/share"],
    ["darwin", "Library/Application Support"],
    ["win32", "AppData/Local"],
  ] as const)("keeps the user's data on %s in %s of the home folder", (platform, folder) => {
    expect(thisMachine({ platform })).toMatchObject({
      platform,
      home: homedir(),
      dataDir: join(homedir(), folder),
      syncedFolders: [],
    });
  });

  it("keeps them where the environment says", () => {
    const syncedFolders = [{ service: "Dropbox", root: "/box" }];
    expect(thisMachine({ dataDir: "/data", syncedFolders })).toMatchObject({ dataDir: "/data", syncedFolders });
  });

  it.runIf(process.platform === "linux")("lists the mounts of Linux", async () => {
    expect((await thisMachine().mounts()).map(({ root }) => root)).toContain("/");
  });

  it("lists no mounts where they are unknown", async () => {
    expect(await thisMachine({ platform: "win32" }).mounts()).toEqual([]);
  });
});
