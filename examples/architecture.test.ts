import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);

test.each(["ARCHITECTURE.md", "CONTRIBUTING.md"])("%s names only paths of the repository", (page) => {
  const text = readFileSync(new URL(page, root), "utf8");
  const paths = [...text.matchAll(/`((?:packages|examples|docs|scripts)\/[^\s`*]+)`/gu)].map(([, path]) => path!);
  expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  expect(paths.length).toBeGreaterThan(page === "ARCHITECTURE.md" ? 20 : 0);
});
