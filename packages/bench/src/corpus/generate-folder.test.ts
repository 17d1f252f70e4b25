import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateFolder } from "./generate-folder.js";
import type { Article } from "./prose.js";

const articles: Article[] = Array.from({ length: 20 }, (_, index) => ({
  title: `Article ${index} & more`,
  sentences: Array.from({ length: 30 }, (_, line) => `Sentence ${line} of article ${index} is < 100 words.`),
}));

async function digest(dir: string): Promise<string> {
  const hash = createHash("sha256");
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  for (const path of entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    hash.update(await readFile(path));
  return hash.digest("hex");
}

describe("the generated folder", () => {
  it("has the size asked for and the same bytes each time", async () => {
    const dirs = [
      await mkdtemp(join(tmpdir(), "ragstone-bench-")),
      await mkdtemp(join(tmpdir(), "ragstone-bench-")),
      await mkdtemp(join(tmpdir(), "ragstone-bench-")),
    ];
    try {
      const made = await generateFolder(dirs[0]!, articles, { files: 50, bytes: 400_000 });
      await generateFolder(dirs[1]!, articles, { files: 50, bytes: 400_000 });
      await generateFolder(dirs[2]!, articles, { files: 50, bytes: 400_000, seed: 2 });
      expect(made.files).toBe(50);
      expect(Math.abs(made.bytes - 400_000)).toBeLessThan(4000);
      const [first, second, other] = await Promise.all(dirs.map(digest));
      expect(second).toBe(first);
      expect(other).not.toBe(first);
      expect(await readFile(join(dirs[0]!, made.middle), "utf8")).toContain("&amp; more</h1>");
    } finally {
      await Promise.all(dirs.map((dir) => rm(dir, { recursive: true })));
    }
  });
});
