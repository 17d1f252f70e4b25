import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import { readSkippedFiles, writeSkippedFiles } from "./skipped-files.js";

describe("the list of skipped files", () => {
  it("is kept in order of its paths", async () => {
    const dir = await folderOf({});
    const files = ["b.bin", "a.bin", "c.bin"].map((path, bytes) => ({ path, bytes, modifiedMs: 5 }));
    await writeSkippedFiles(dir, files);
    expect([...(await readSkippedFiles(dir)).values()]).toEqual([files[1], files[0], files[2]]);
    expect((await readSkippedFiles(dir)).get("b.bin")).toEqual(files[0]);
    expect(readFileSync(join(dir, "skipped.json"), "utf8")).toMatch(/\n$/u);
  });

  it("is empty where it is missing or damaged", async () => {
    const dir = await folderOf({});
    mkdirSync(join(dir, "other"));
    expect((await readSkippedFiles(join(dir, "other"))).size).toBe(0);
    writeFileSync(join(dir, "skipped.json"), "[{");
    expect((await readSkippedFiles(dir)).size).toBe(0);
  });
});
