import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tempFolder } from "../../test/temp-folder.js";
import { readRawNames } from "./raw-names.js";

it("finds the same names and kinds where the runtime lists names only, as Bun does", async () => {
  const root = tempFolder({ "a.md": "x", "b/c.md": "x", "\u00e9.md": "x" });
  symlinkSync("a.md", join(root, "link.md"));
  if (process.platform === "linux") {
    execFileSync("mkfifo", [join(root, "pipe")]);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0x2e, 0x6d, 0x64])]), "x");
  }
  const names = await readRawNames(root, (folder) => readdir(folder, { encoding: "buffer" }));
  expect(names).toEqual(await readRawNames(root));
  expect(names.map(({ kind }) => kind)).toContain("folder");
});
