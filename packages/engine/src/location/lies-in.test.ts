import { join } from "node:path";
import { expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import { liesIn } from "./lies-in.js";

it("tells what lies in a folder, also in the root, and where nothing is there", async () => {
  const root = await folderOf({ "docs/a.md": "" });
  expect(await liesIn(join(root, "docs"), root)).toBe(true);
  expect(await liesIn(root, root)).toBe(true);
  expect(await liesIn(root, join(root, "docs"))).toBe(false);
  expect(await liesIn(root, "/")).toBe(true);
  expect(await liesIn("/nowhere/docs", "/nowhere")).toBe(true);
  expect(await liesIn("/nowhere2", "/nowhere")).toBe(false);
});
