import * as fc from "fast-check";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { walkFolder } from "../src/index.js";

const name = fc.constantFrom("a", "b", "[x] *", "c.md", "d.md", "e.log");
const path = fc
  .array(name, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map((part, n) => (n === parts.length - 1 ? part : part.replace(/\..*/, ""))).join("/"));
const pattern = fc
  .tuple(
    fc.constantFrom("", "!"),
    fc.constantFrom("", "/", "**/", "a/", "a/**/"),
    fc.constantFrom("a", "b", "*.md", "c.md", "*.log", "[cd].md", "*", "?.md", "e*"),
    fc.constantFrom("", "/", "/**", "/*"),
  )
  .map((parts) => parts.join(""));
const ruleFile = fc.tuple(fc.constantFrom("", "a/", "b/", "a/b/"), fc.array(pattern, { minLength: 1, maxLength: 4 }));

/** Files that git would not ignore. */
function byGit(root: string): string[] {
  const listed = execFileSync("git", ["ls-files", "--others", "--exclude-standard", "-z"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
  });
  return listed
    .split("\0")
    .filter((file) => file !== "" && !file.endsWith(".gitignore"))
    .sort();
}

async function byWalk(root: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of walkFolder(root)) if (entry.kind === "file") found.push(entry.path);
  return found.sort();
}

describe("walkFolder", () => {
  it("finds the files that git does not ignore, whatever the rules", { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(path, { minLength: 1, maxLength: 12 }),
        fc.array(ruleFile, { maxLength: 3 }),
        async (paths, rules) => {
          const root = mkdtempSync(join(tmpdir(), "ragstone-ignore-"));
          try {
            execFileSync("git", ["init", "-q"], { cwd: root });
            const write = (file: string, content: string): void => {
              mkdirSync(dirname(join(root, file)), { recursive: true });
              writeFileSync(join(root, file), content);
            };
            const folders = new Set(
              paths.flatMap((file) =>
                file
                  .split("/")
                  .slice(0, -1)
                  .map((_, n, parts) => parts.slice(0, n + 1).join("/")),
              ),
            );
            for (const file of paths) if (!folders.has(file)) write(file, "x");
            for (const [folder, patterns] of rules)
              if (folder === "" || folders.has(folder.slice(0, -1)))
                write(`${folder}.gitignore`, `${patterns.join("\n")}\n`);
            const all = byGit(root);
            expect(await byWalk(root)).toEqual(all);
            // From a folder inside, the same; but an ignored folder is read when it is requested by name.
            const inside =
              folders.has("a") && spawnSync("git", ["check-ignore", "-q", "a"], { cwd: root }).status !== 0 ? "a/" : "";
            expect(await byWalk(join(root, inside))).toEqual(
              all.filter((file) => file.startsWith(inside)).map((file) => file.slice(inside.length)),
            );
          } finally {
            rmSync(root, { recursive: true, force: true });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
