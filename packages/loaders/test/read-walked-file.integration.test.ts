import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readWalkedFile, walkFolder, type WalkedFile } from "../src/index.js";
import { tempFolder } from "./temp-folder.js";

async function only(root: string): Promise<WalkedFile> {
  for await (const entry of walkFolder(root)) if (entry.kind === "file") return entry;
  throw new TypeError("the folder holds no file");
}

describe("readWalkedFile", () => {
  it("gives bytes with their hash and time", async () => {
    const root = tempFolder({ "names with spaces \u{1F600}\n.md": "héllo" });
    const file = await only(root);
    const input = await readWalkedFile(file);
    expect(Buffer.from(input.bytes).toString()).toBe("héllo");
    expect(input).toMatchObject({
      path: file.path,
      sha256: createHash("sha256").update("héllo").digest("hex"),
      modifiedMs: file.modifiedMs,
    });
  });

  it("reads the current content of a file that changed after the walk", async () => {
    const root = tempFolder({ "a.md": "before" });
    const file = await only(root);
    writeFileSync(join(root, "a.md"), "after, and longer");
    expect(Buffer.from((await readWalkedFile(file)).bytes).toString()).toBe("after, and longer");
  });

  it("reports a file that vanished", async () => {
    const root = tempFolder({ "a.md": "x" });
    const file = await only(root);
    rmSync(join(root, "a.md"));
    await expect(readWalkedFile(file)).rejects.toMatchObject({ reason: "changed-while-reading", path: "a.md" });
  });

  it("reports a file that changes all the time while it is read", async () => {
    const root = tempFolder({ "a.md": "x" });
    const path = join(root, "a.md");
    truncateSync(path, 24 * 1024 * 1024);
    const file = await only(root);
    // Every read is followed by a write, so whichever state was read is stale at the end.
    let size = 24 * 1024 * 1024;
    const meddler = setInterval(() => truncateSync(path, (size += 1)), 0);
    try {
      await expect(readWalkedFile(file)).rejects.toMatchObject({ reason: "changed-while-reading" });
    } finally {
      clearInterval(meddler);
    }
  });

  it("does not follow a link put in the file's place, nor wait for a pipe", async () => {
    const root = tempFolder({ "a.md": "x" });
    const outside = tempFolder({ "secret.md": "secret" });
    const file = await only(root);
    renameSync(join(root, "a.md"), join(root, "was.txt"));
    symlinkSync(join(outside, "secret.md"), join(root, "a.md"));
    await expect(readWalkedFile(file)).rejects.toMatchObject({ reason: "not-a-regular-file" });
    rmSync(join(root, "a.md"));
    execFileSync("mkfifo", [join(root, "a.md")]);
    await expect(readWalkedFile(file)).rejects.toMatchObject({ reason: "not-a-regular-file" });
  });

  it("applies the size limit to a file that grew", async () => {
    const root = tempFolder({ "a.md": "x" });
    const file = await only(root);
    truncateSync(join(root, "a.md"), 2 ** 31);
    await expect(readWalkedFile(file)).rejects.toMatchObject({ reason: "too-large" });
    await expect(readWalkedFile(file, { maxBytes: 10 })).rejects.toMatchObject({ reason: "too-large" });
  });

  it("stops when aborted", async () => {
    const root = tempFolder({ "a.md": "x" });
    await expect(readWalkedFile(await only(root), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});
