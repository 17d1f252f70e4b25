import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const command = fileURLToPath(new URL("../packages/ragstone/bin/ragstone.js", import.meta.url));
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The code block that follows a sentence of the README. */
function blockAfter(sentence: string): string {
  const after = readme.slice(readme.indexOf(sentence) + sentence.length);
  return /^```\w*\n(?<block>[^]*?)^```/mu.exec(after)!.groups!["block"]!;
}

test("the README's example prints what the README says", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-readme-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [file, saved] = [join(folder, "keys.md"), join(folder, "answer.json")];
  // `verify` ends with 4 when a citation changed.
  const ragstone = async (...args: string[]) =>
    run(process.execPath, [command, ...args], { cwd: folder }).then(
      ({ stdout }) => stdout,
      ({ stdout }: { readonly stdout: string }) => stdout,
    );
  const question = "How often are signing keys rotated?";
  expect(readme).toContain(`ask "${question}" ~/documents`);
  const text = blockAfter("has a file `keys.md` with the text");
  writeFileSync(file, text);

  expect(await ragstone("ask", question, folder)).toBe(blockAfter("the second command prints"));

  writeFileSync(saved, await ragstone("ask", question, folder, "--json"));
  const intact = await ragstone("verify", saved);
  writeFileSync(file, text.replace("90", "30"));
  const changed = await ragstone("verify", saved);
  expect(intact + changed).toBe(blockAfter("it prints\n"));
});
