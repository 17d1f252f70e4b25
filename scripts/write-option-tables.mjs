// Writes the tables of options in docs/handbook from the built command's table: pnpm handbook:options
import { readFile, writeFile } from "node:fs/promises";
import { optionTables, withOptionTables } from "./handbook/option-tables.mjs";
import * as command from "../packages/cli/dist/options/command-options.js";
import { flagSyntax } from "../packages/cli/dist/options/help-text.js";
import { libraryOptions } from "../packages/engine/dist/internal.js";

const tables = optionTables({ ...command, flagSyntax, libraryOptions });
for (const name of ["commands", "library"]) {
  const page = new URL(`../docs/handbook/${name}.md`, import.meta.url);
  await writeFile(page, withOptionTables(await readFile(page, "utf8"), tables));
}
