import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as command from "../packages/cli/src/options/command-options.ts";
import { flagSyntax } from "../packages/cli/src/options/help-text.ts";
import { libraryOptions } from "../packages/engine/src/options/library-options.ts";
import { optionTables, withOptionTables } from "./handbook/option-tables.mjs";

const tables = optionTables({ ...command, flagSyntax, libraryOptions });

test.each(["commands", "library"])("the tables of %s.md are those of the code (pnpm handbook:options)", (page) => {
  const markdown = readFileSync(new URL(`../docs/handbook/${page}.md`, import.meta.url), "utf8");
  expect(markdown).toBe(withOptionTables(markdown, tables));
});

test("a page cannot ask for a table that does not exist", () => {
  expect(() => withOptionTables("<!-- options: asks -->\n<!-- end of options -->", tables)).toThrow(/asks/u);
});
