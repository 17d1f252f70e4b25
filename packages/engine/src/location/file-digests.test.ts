import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FileDigests, type FileStamp } from "./file-digests.js";

const now = Date.UTC(2026, 0, 1);
const stamp: FileStamp = {
  path: "a/b.md",
  bytes: 12,
  modifiedMs: now - 90_000.25,
  changedMs: now - 80_000.5,
  inode: 77,
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-digests-"));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

async function after(noted: FileStamp): Promise<FileDigests> {
  const digests = await FileDigests.read(dir);
  digests.note(noted, { sha256: "hash", nowMs: now });
  await digests.write(dir);
  return FileDigests.read(dir);
}

describe("digests of files", () => {
  it("are known in the next run, and in the one after it", async () => {
    const digests = await after(stamp);
    expect(digests.of(stamp)).toBe("hash");
    await digests.write(dir);
    expect((await FileDigests.read(dir)).of(stamp)).toBe("hash");
  });

  it.each<[string, Partial<FileStamp>]>([
    ["size", { bytes: 13 }],
    ["time of modification", { modifiedMs: stamp.modifiedMs + 0.001 }],
    ["time of change, though size and modification are as they were", { changedMs: stamp.changedMs + 0.001 }],
    ["inode", { inode: 78 }],
    ["path", { path: "a/c.md" }],
  ])("are not trusted with another %s", async (_, other) => {
    expect((await after(stamp)).of({ ...stamp, ...other })).toBeNull();
  });

  it.each<[string, Partial<FileStamp>]>([
    ["changed", { changedMs: now - 59_000 }],
    ["modified", { modifiedMs: now - 59_000 }],
    ["changed in the future, by a clock that was set back since", { changedMs: now + 3_600_000 }],
  ])("are not kept of a file that was just %s", async (_, recent) => {
    const fresh = { ...stamp, ...recent };
    expect((await after(fresh)).of(fresh)).toBeNull();
  });

  it("of files that another process read are kept as it wrote them", async () => {
    const [one, other] = [await FileDigests.read(dir), await FileDigests.read(dir)];
    const [first, second] = [stamp, { ...stamp, path: "other.md" }];
    one.note(first, { sha256: "hash", nowMs: now });
    one.learn(second.path);
    other.note(second, { sha256: "another", nowMs: now });
    other.learn(first.path);
    await other.write(dir);
    await one.write(dir);
    const kept = await FileDigests.read(dir);
    expect([kept.of(first), kept.of(second)]).toEqual(["hash", "another"]);
  });

  it("are forgotten with the file", async () => {
    await (await after(stamp)).write(dir);
    expect((await FileDigests.read(dir)).of(stamp)).toBeNull();
  });

  it.each(["", "{", '{"version":2}\n["a/b.md",12,1,1,77,"hash"]\n', '{"version":1}\n["a/b.md",12'])(
    "are none if the list contains %j",
    async (text) => {
      writeFileSync(join(dir, "digests.jsonl"), text);
      expect((await FileDigests.read(dir)).of(stamp)).toBeNull();
    },
  );
});
