import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as command from "../packages/cli/src/options/command-options.ts";
import { flagSyntax } from "../packages/cli/src/options/help-text.ts";
import { libraryOptions } from "../packages/engine/src/options/library-options.ts";
import { optionTables, withOptionTables } from "./handbook/option-tables.mjs";

const tables = optionTables({ ...command, flagSyntax, libraryOptions });

test.each([
  ["commands", 16],
  ["library", 3],
])("the tables of %s.md are those of the code (pnpm handbook:options)", (page, count) => {
  const markdown = readFileSync(new URL(`../docs/handbook/${page}.md`, import.meta.url), "utf8");
  expect(markdown).toBe(withOptionTables(markdown, tables));
  expect(markdown.split("<!-- options: ")).toHaveLength(count + 1);
  expect(markdown.split("<!-- end of options -->")).toHaveLength(count + 1);
});

test("a page cannot ask for a table that does not exist", () => {
  expect(() => withOptionTables("<!-- options: asks -->\n<!-- end of options -->", tables)).toThrow(/asks/u);
});
