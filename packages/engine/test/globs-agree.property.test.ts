import { checkFilter, compileFilter } from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import { walkFolder } from "@ragstone/loaders/walk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { folderOf } from "./folder.js";

const names = ["a.md", "!x.md", "x.md", "a(1).md", "a1.md", "[a].md", "a+b.md", "é.md", ".dot.md"];
const paths = names.flatMap((name) => [name, `dir/${name}`, `dir (1)/sub/${name}`]);
const pieces = [
  "a",
  "x",
  "*",
  "**",
  "?",
  "[!x]",
  "[^a]",
  "[a-x]",
  "(1)",
  "(",
  ")",
  "{a,x}",
  "+",
  "!",
  ".md",
  "/",
  "dir",
  "é",
];
const glob = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));

describe("a glob of a walk and the same glob of a search filter", () => {
  it("match the same files", async () => {
    const root = await folderOf(Object.fromEntries(paths.map((path) => [path, "text"])));
    const found = async (options: { readonly include?: string[]; readonly exclude?: string[] }) => {
      const files: string[] = [];
      for await (const entry of walkFolder(root, { hidden: true, ...options }))
        if (entry.kind === "file") files.push(entry.path);
      return files.toSorted();
    };
    const all = await found({});
    expect(all).toHaveLength(paths.length);
    const sameFiles = fc.asyncProperty(
      glob.filter((text) => !/^\.?\/*$/u.test(text)),
      async (path) => {
        checkFilter({ path });
        const passes = compileFilter({ path }, globMatcher);
        const matched = all.filter((file) =>
          passes({ path: file, mediaType: "text/markdown", modifiedMs: null, metadata: {} }),
        );
        expect(await found({ include: [path] })).toEqual(matched);
        expect(await found({ exclude: [path] })).toEqual(all.filter((file) => !matched.includes(file)));
      },
    );
    await fc.assert(sameFiles, { numRuns: 150 });
  });
});
