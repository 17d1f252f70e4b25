import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StatusReport } from "@ragstone/engine";
import { folderOf, guide } from "../../engine/test/folder.js";
import { bin, ragstone } from "./command.js";
import { notes } from "../../engine/test/documents.js";

/** A name that would print extra lines, colour the terminal and reverse text. */
const forged = "a\nFORGED line\r\u001B[31mFORGED\u009B2J\u202Efdp\u2028FORGED";

function lines(text: string): string[] {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/u);
}

/** Whether text would be shown to a person as Ragstone's own, or control the terminal. */
function forgeries(text: string): string[] {
  return [
    ...lines(text).filter((line) => line.trimStart().startsWith("FORGED")),
    ...(text.match(/(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu) ?? []),
  ];
}

test("file names with control characters forge no line in any report", async () => {
  const root = await folderOf({});
  const folder = join(root, forged);
  await mkdir(folder);
  await writeFile(join(folder, `${forged}.md`), guide);
  await writeFile(join(folder, `${forged}.pdf`), "%PDF-1.7\nnot much of a PDF");
  await writeFile(join(folder, `${forged}.bin`), Buffer.from([0, 1, 2, 0]));
  const question = "How often are signing keys rotated?";
  const page = join(root, "page.html");
  const saved = join(root, "saved.json");
  const index = await ragstone(["index", folder, "--verbose"]);
  expect(index.code).toBe(5);
  await writeFile(saved, (await ragstone(["ask", question, folder, "--json"])).out);
  await writeFile(join(folder, `${forged}.md`), `${guide}\nOne line more.\n`);
  const runs = [
    index,
    await ragstone(["plan", folder]),
    await ragstone(["status"], { cwd: folder }),
    await ragstone(["ask", question, folder, "--verbose", "--html", page]),
    await ragstone(["search", "keys", folder]),
    await ragstone(["verify", saved], { cwd: folder }),
    await ragstone(["show", `${forged}.md`, "--chunks"], { cwd: folder }),
    await ragstone(["show", `${forged}.md:0-20`], { cwd: folder }),
    await ragstone(["show", forged], { cwd: folder }),
    await ragstone(["doctor"], { cwd: folder }),
    await ragstone(["index", join(folder, forged)]),
    await ragstone(["index", folder, "--index", join(root, forged, `${forged}.md`, "x"), "--verbose"]),
    await ragstone([forged]),
    await ragstone(["index", `--${forged}`]),
  ];
  expect(runs.flatMap(({ out, err }) => [...forgeries(out), ...forgeries(err)])).toEqual([]);
  expect(forgeries(await readFile(page, "utf8"))).toEqual([]);
  expect(index.out).toContain("a\\nFORGED line\\r\\u001b[31mFORGED");
});

test("search and ask name the word that is searched for in place of a typo", async () => {
  const folder = await folderOf({ "guide.md": guide });
  await ragstone(["index", folder]);
  const shown = await ragstone(["search", "singing rotatde", folder, "--mode", "text"]);
  expect(lines(shown.out)[0]).toBe(
    "corrected: searched for signing (no document contains singing), rotated (no document contains rotatde)",
  );
  const { out } = await ragstone(["search", "rotatde", folder, "--json"]);
  expect(JSON.parse(out)).toMatchObject({ query: "rotatde", corrected: [{ from: "rotatde", to: "rotated" }] });
  expect(JSON.parse((await ragstone(["search", "rotated", folder, "--json"])).out)).toMatchObject({ corrected: null });
  const answer = await ragstone(["ask", "How often are signing kyes rotated?", folder]);
  expect(answer.out).toContain('corrected: No document contains "kyes"; passages were searched for with "keys".');
});

/** Runs the command through a shell; resolves to its exit code and standard error. */
function inShell(script: string, args: readonly string[]): Promise<{ code: number; err: string; out: string }> {
  return new Promise((resolve) => {
    execFile("/bin/bash", ["-c", script, "bash", process.execPath, bin, ...args], (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

describe("output that nobody reads", () => {
  test.each<[string, string]>([
    ["standard output", `"$@" --verbose | true; echo \${PIPESTATUS[0]}`],
    ["standard error", `"$@" --verbose 2> >(true); echo $?`],
    ["both", `"$@" --verbose 2>&1 | true; echo \${PIPESTATUS[0]}`],
  ])("does not interrupt a run: %s", async (_, script) => {
    const folder = await folderOf(notes(120));
    const { out, err } = await inShell(script, ["index", folder]);
    expect(err).not.toContain("    at ");
    expect(out.trim().split("\n").at(-1)).toBe("0");
    const status = (await ragstone(["status", "--json"], { cwd: folder })).json<StatusReport>();
    expect({ documents: status.documents, stale: status.stale }).toEqual({ documents: 120, stale: [] });
  });

  test.each([[["--help"]], [["--version"]], [["models"]], [["no-such-command"]]])(
    "prints no stack trace: %s",
    async (args) => {
      const closed = await inShell(`"$@" | true; echo \${PIPESTATUS[0]}`, args);
      expect(closed.err).not.toContain("    at ");
      expect(closed.out.trim()).toBe(args[0] === "no-such-command" ? "2" : "0");
    },
  );
});

test.skipIf(process.platform !== "linux")("output to a full disk is reported in one line, with 1", async () => {
  const folder = await folderOf({ "keys.md": guide });
  for (const args of [
    ["index", folder],
    ["search", "keys", folder],
    ["search", "keys", folder, "--json"],
    ["--help"],
  ]) {
    const { code, err } = await inShell(`"$@" > /dev/full`, args);
    expect({ code, lines: lines(err.trimEnd()) }).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^error: Standard output cannot be written: .*ENOSPC/u)],
    });
  }
});
