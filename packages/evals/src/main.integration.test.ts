import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));

function run(...args: string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...args],
      { env: { ...process.env, INIT_CWD: "/nowhere" } },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr }),
    );
  });
}

describe.skipIf(!existsSync(main))("the command of the evaluations (skipped when it is not built)", () => {
  it("explains itself, and ends with 2 when it is used wrongly", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, stderr: expect.stringContaining("retrieval DIR...") });
    expect(await run()).toMatchObject({ code: 2, stdout: "" });
    expect(await run("nonsense", "x")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("no evaluation called nonsense"),
    });
    expect(await run("retrieval", "x", "--nonsense")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--nonsense"),
    });
  });

  it("reads paths from where the user typed", async () => {
    expect(await run("retrieval", "collection")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("/nowhere/collection/corpus.jsonl"),
    });
  });
});
