import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runTokenCommand } from "./run-token-command.js";

async function batchFile() {
  const dir = await mkdtemp(join(tmpdir(), "ragstone-token-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  const path = join(dir, "databricks.cmd");
  await writeFile(path, '#!/bin/sh\necho "{}"\n');
  await chmod(path, 0o755);
  const run = (profile: string) =>
    runTokenCommand({ path, args: ["auth", "token", "--profile", profile], env: process.env, hint: "Sign in." });
  return { dir, run };
}

it.skipIf(process.platform === "win32")("gives a shell no argument that it would interpret", async () => {
  const { dir, run } = await batchFile();
  const trace = join(dir, "trace");
  for (const profile of [`DEV;touch ${trace}`, `DEV&echo>${trace}`, "DEV%PATH%", "my profile", '"DEV"', ""])
    await expect(run(profile)).rejects.toMatchObject({
      code: "sign-in-failed",
      message: expect.stringContaining(`was not run: a shell would interpret ${JSON.stringify(profile)}`) as string,
    });
  expect(existsSync(trace)).toBe(false);
});

it.skipIf(process.platform === "win32").each(["DEV", "adb-12.3", "https://acme.example:443/x"])(
  "gives a shell the argument %s",
  async (profile) => {
    const { run } = await batchFile();
    expect(await run(profile)).toEqual({});
  },
);
