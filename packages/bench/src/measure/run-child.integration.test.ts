import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runChild } from "./run-child.js";

describe("a measured child process", () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "ragstone-child-"));
  });
  afterAll(() => rm(dir, { recursive: true }));
  const program = async (name: string, source: string) => {
    await writeFile(join(dir, name), source);
    return join(dir, name);
  };

  it("gives its output, its times in order and its usage", async () => {
    const talk = await program(
      "talk.mjs",
      `process.stdout.write("first " + process.argv[2]); setTimeout(() => process.stdout.write(" last"), 30);`,
    );
    const run = await runChild(talk, ["and"]);
    expect(run).toMatchObject({ exitCode: 0, stdout: "first and last" });
    expect(run.firstOutputMs!).toBeLessThan(run.wallMs);
    expect(run.peakBytes).toBeGreaterThan(10e6);
    expect(run.processorMs).toBeGreaterThan(0);
  });

  it("counts memory that was given back", async () => {
    const small = await runChild(await program("small.mjs", ""), []);
    const large = await runChild(await program("large.mjs", "Buffer.alloc(150_000_000, 1);"), []);
    expect(large.peakBytes - small.peakBytes).toBeGreaterThan(100e6);
  });

  it("fails with the child's output, unless its exit code is expected", async () => {
    const fail = await program("fail.mjs", `process.stderr.write("no such folder"); process.exitCode = 3;`);
    await expect(runChild(fail, [])).rejects.toMatchObject({
      code: "bench-failed",
      message: expect.stringContaining("no such folder"),
    });
    expect(await runChild(fail, [], { accept: [0, 3] })).toMatchObject({ exitCode: 3, firstOutputMs: null });
  });
});
