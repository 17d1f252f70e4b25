import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { build as buildWithVite } from "vite";
import webpack from "webpack";
import { expect, onTestFinished, test } from "vitest";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));

const app = `
import { openRagstone } from "ragstone";
const rag = await openRagstone({ folder: process.argv[2] });
await rag.refresh();
console.log((await rag.ask("What is a chunk?")).text);
await rag.close();
`;

/** Bundles `app.mjs` of a folder to `out/app.mjs`, with the one setting that Ragstone needs: it stays a package. */
const bundlers: Readonly<Record<string, (dir: string) => Promise<unknown>>> = {
  esbuild: (dir) =>
    esbuild.build({
      entryPoints: [join(dir, "app.mjs")],
      outfile: join(dir, "out/app.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
      external: ["ragstone"],
    }),
  vite: (dir) =>
    buildWithVite({
      root: dir,
      logLevel: "error",
      ssr: { external: ["ragstone"] },
      build: { ssr: "app.mjs", outDir: "out", rollupOptions: { output: { entryFileNames: "app.mjs" } } },
    }),
  webpack: (dir) =>
    new Promise((resolve, reject) => {
      const settings: webpack.Configuration = {
        context: dir,
        entry: "./app.mjs",
        mode: "production",
        target: "node20",
        experiments: { outputModule: true },
        externalsType: "module",
        externals: [/^ragstone/u],
        output: { path: join(dir, "out"), filename: "app.mjs", module: true, library: { type: "module" } },
      };
      webpack(settings, (error, stats) => (error === null ? resolve(stats) : reject(error)));
    }),
};

test.each(Object.keys(bundlers))("an app that %s bundles answers, with ragstone external", async (name) => {
  const dir = mkdtempSync(join(here, ".bundle-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, "docs"));
  cpSync(join(here, "../docs/handbook/concepts.md"), join(dir, "docs/concepts.md"));
  writeFileSync(join(dir, "app.mjs"), app);
  await bundlers[name]!(dir);
  const { stdout } = await run(process.execPath, [join(dir, "out/app.mjs"), join(dir, "docs")]);
  expect(stdout).toMatch(/A chunk is a window of a document/u);
});
