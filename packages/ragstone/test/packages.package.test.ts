import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface PackedPackage {
  readonly name: string;
  readonly tarball: string;
}

const packages = readdirSync(join(root, "packages"))
  .map((dir) => ({
    dir: join(root, "packages", dir),
    manifest: JSON.parse(readFileSync(join(root, "packages", dir, "package.json"), "utf8")) as Manifest,
  }))
  .filter(({ manifest }) => manifest.private !== true);

let place: string;
let packed: readonly PackedPackage[];

function tarballOf(name: string): string {
  return packed.find((entry) => entry.name === name)!.tarball;
}

/**
 * Packs every public package and unpacks it as an installer would, with other people's packages linked from the
 * workspace.
 */
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "ragstone-packed-"));
  const { stdout } = await run(process.execPath, [join(root, "scripts/pack-all.mjs"), join(place, "packed"), "--json"]);
  packed = JSON.parse(stdout) as readonly PackedPackage[];
  for (const { dir, manifest } of packages) {
    const target = join(place, "node_modules", manifest.name);
    mkdirSync(target, { recursive: true });
    await run("tar", ["-xzf", tarballOf(manifest.name), "-C", target, "--strip-components=1"]);
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
      if (name.startsWith("@ragstone/")) continue;
      const link = join(target, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(realpathSync(join(dir, "node_modules", name)), link);
    }
  }
}, 300_000);

afterAll(() => rmSync(place, { recursive: true, force: true }));

describe.each(packages.map(({ manifest }) => [manifest.name]))("%s", (name) => {
  test("is published as it should be", async () => {
    const { publint } = await import("publint");
    const { buffer } = new Uint8Array(readFileSync(tarballOf(name)));
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
    expect(messages.map(({ code }) => code)).toEqual([]);
  });

  test("has types that resolve in every way that it is imported", async () => {
    const bin = createRequire(join(root, "package.json")).resolve("@arethetypeswrong/cli/package.json");
    // It ends with another code than 0 when it finds a problem.
    await expect(
      run(process.execPath, [
        join(dirname(bin), "dist/index.js"),
        tarballOf(name),
        "--profile",
        "esm-only",
        "--no-color",
      ]),
    ).resolves.toBeDefined();
  });

  test("packs no tests and no secrets", () => {
    const files = readdirSync(join(place, "node_modules", name), { recursive: true, encoding: "utf8" }).filter(
      (file) => !file.startsWith("node_modules"),
    );
    expect(files.filter((file) => /\.test\.|tsbuildinfo|\.env/u.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["package.json"]));
  });
});

test("the packed command indexes and answers in an empty project", async () => {
  const folder = join(place, "docs");
  mkdirSync(folder);
  writeFileSync(join(folder, "keys.md"), "# Keys\n\nSigning keys are rotated every 90 days by the platform team.\n");
  const { stdout } = await run(
    process.execPath,
    [join(place, "node_modules/ragstone/bin/ragstone.js"), "ask", "How often are signing keys rotated?", folder],
    { cwd: place },
  );
  expect(stdout).toContain("90 days");
});

test("the packed library imports no LangChain module until its edge is imported", async () => {
  writeFileSync(
    join(place, "probe.mjs"),
    'import { openRagstone } from "ragstone";\nconst rag = await openRagstone({ folder: "docs" });\nconsole.log((await rag.ask("How often are signing keys rotated?")).status);\nawait rag.close();\n',
  );
  // LangChain is not linked here: an import of it would fail.
  const { stdout } = await run(process.execPath, ["probe.mjs"], { cwd: place });
  expect(stdout.trim()).toBe("answered");
});
