import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const packages = join(import.meta.dirname, "../..");
/** Programs, not libraries. */
const programs = new Set(["bench", "cli", "evals", "mcp", "playground", "standin", "testkit"]);
/** The doctor's report has its own list of things to type. */
const reports = /(?:examine|check-index|find-faults|repair-index)\.ts$/u;
/** Flags of the programs that sign in are theirs: `databricks auth login --host`. */
const signInPrograms = /sign-in\/(?:azure|databricks)-cli\.ts$/u;
const otherProgram = /`databricks auth [^`]*`|\\`databricks auth [^`]*\\`/gu;
const speech =
  /["'`](?:[^"'`\n]*[\s(])?(?:--[a-z][a-z-]+|ragstone (?:index|ask|search|show|status|plan|verify|migrate|doctor|models)\b)/u;

function* sources(): Generator<string> {
  for (const name of readdirSync(packages)) {
    if (programs.has(name)) continue;
    for (const file of readdirSync(join(packages, name, "src"), { recursive: true, encoding: "utf8" }))
      if (file.endsWith(".ts") && !file.includes(".test.")) yield join(name, "src", file);
  }
}

test("no message of the library mentions a flag or a command", () => {
  const found = [...sources()]
    .filter((file) => !reports.test(file) && !signInPrograms.test(file))
    .flatMap((file) =>
      readFileSync(join(packages, file), "utf8")
        .split("\n")
        .filter((line) => !/^\s*(?:\/\/|\/?\*)/u.test(line) && speech.test(line.replaceAll(otherProgram, "")))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});

test.each(['"--embedder"', '"Make one with: ragstone index FOLDER."', "`Run \\`ragstone doctor --repair\\`.`"])(
  "%s would be found",
  (text) => {
    expect(speech.test(text)).toBe(true);
  },
);
