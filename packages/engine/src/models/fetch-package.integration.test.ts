import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fetchPackage } from "./fetch-package.js";

const path = process.env["PATH"];
const wanted = { name: "@ragstone/minilm-en", version: "0.1.0" };
let dir: string;

/** Puts a program named npm before every other one. */
async function fakeNpm(script: string): Promise<void> {
  await writeFile(join(dir, "npm"), `#!/bin/sh\n${script}\n`);
  await chmod(join(dir, "npm"), 0o755);
  process.env["PATH"] = `${dir}${delimiter}${path}`;
}

describe.skipIf(process.platform === "win32")("a data package that is not installed", () => {
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "ragstone fetch "));
  });
  afterEach(async () => {
    process.env["PATH"] = path;
    await rm(dir, { recursive: true });
  });

  it("is installed by npm, apart and without its scripts", async () => {
    await fakeNpm(`echo "$(pwd) $@" > "${dir}/called"; cp package.json "${dir}/seen.json"`);
    expect(await fetchPackage(wanted, dir, undefined)).toBe(join(dir, "node_modules/@ragstone/minilm-en"));
    const called = await readFile(join(dir, "called"), "utf8");
    expect(called).toContain(`${await realpath(dir)} install --ignore-scripts=true `);
    expect(called).toMatch(/ @ragstone\/minilm-en@0\.1\.0\n$/u);
    // npm's own folder, even below one with a package.json.
    expect(JSON.parse(await readFile(join(dir, "seen.json"), "utf8"))).toEqual({ private: true });
  });

  it("is reported with npm's words when there is no network", async () => {
    await fakeNpm('echo "npm error code ENOTFOUND" >&2; exit 1');
    await expect(fetchPackage(wanted, dir, undefined)).rejects.toMatchObject({
      code: "network-failed",
      message: expect.stringContaining("npm error code ENOTFOUND"),
    });
  });

  it("needs npm", async () => {
    process.env["PATH"] = dir;
    await expect(fetchPackage(wanted, dir, undefined)).rejects.toMatchObject({ code: "dependency-missing" });
  });

  it("is no longer waited for after an abort", async () => {
    await fakeNpm("sleep 60");
    const controller = new AbortController();
    const fetching = fetchPackage(wanted, dir, controller.signal);
    controller.abort();
    await expect(fetching).rejects.toMatchObject({ name: "AbortError" });
  });
});
