import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { pathInside } from "./path-inside.js";

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ragstone-inside-"));
  folder = join(root, "docs");
  await mkdir(join(folder, "..notes"), { recursive: true });
  await writeFile(join(folder, "..notes/a.md"), "inside");
  await writeFile(join(root, "secret.md"), "outside");
  await symlink(join(root, "secret.md"), join(folder, "link.md"));
  await symlink(root, join(folder, "up"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

it("finds a file of the folder, whatever its name begins with", async () => {
  expect(await pathInside(folder, "..notes/a.md")).toBe(join(folder, "..notes/a.md"));
});

it.each(["../secret.md", "..notes/../../secret.md", "link.md", "up/secret.md", "/etc/hostname", "missing.md", ""])(
  "finds nothing for %s",
  async (path) => {
    expect(await pathInside(folder, path)).toBeNull();
  },
);
