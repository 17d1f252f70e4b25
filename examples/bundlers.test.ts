import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { build as buildWithVite } from "vite";
import webpack from "webpack";
import { bundledError } from "@ragstone/core";
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

const commonJsApp = `
const { openRagstone } = require("ragstone");
openRagstone({ folder: process.argv[2] }).then(async (rag) => {
  await rag.refresh();
  console.log((await rag.ask("What is a chunk?")).text);
  await rag.close();
});
`;

/** The setting that the error names for a bundler. It is a line of a settings file, so it is read as one. */
function fixFor(bundler: string): object {
  const { fixes } = bundledError().data as { readonly fixes: Readonly<Record<string, string>> };
  // oxlint-disable-next-line typescript/no-implied-eval -- our own constant, as a user would paste it
  return new Function(`return { ${fixes[bundler]} }`)() as object;
}

interface App {
  readonly dir: string;
  /** `mjs` or `cjs`. */
  readonly format: "mjs" | "cjs";
  /** More settings. */
  readonly settings: object;
}

/** Bundle `app.mjs` or `app.cjs` of a folder to the same name in `out`. */
const bundlers: Readonly<Record<string, (app: App) => Promise<unknown>>> = {
  esbuild: ({ dir, format, settings }) =>
    esbuild.build({
      entryPoints: [join(dir, `app.${format}`)],
      outfile: join(dir, `out/app.${format}`),
      bundle: true,
      platform: "node",
      format: format === "mjs" ? "esm" : "cjs",
      logLevel: "error",
      ...settings,
    }),
  Vite: ({ dir, format, settings }) =>
    buildWithVite({
      root: dir,
      logLevel: "error",
      build: {
        ssr: "app.mjs",
        outDir: "out",
        rollupOptions: { output: { format: format === "mjs" ? "es" : "cjs", entryFileNames: `app.${format}` } },
      },
      ...settings,
    }),
  webpack: ({ dir, format, settings }) =>
    new Promise((resolve, reject) => {
      const output =
        format === "mjs"
          ? { experiments: { outputModule: true }, output: { module: true, library: { type: "module" } } }
          : {};
      const all: webpack.Configuration = {
        context: dir,
        entry: "./app.mjs",
        mode: "production",
        target: "node20",
        ...output,
        ...settings,
      };
      all.output = { ...all.output, path: join(dir, "out"), filename: `app.${format}` };
      webpack(all, (error, stats) => (error === null ? resolve(stats) : reject(error)));
    }),
};

/** Runs what a bundler made of the app. */
async function bundledApp(bundler: string, format: App["format"], settings: object): Promise<string> {
  const dir = mkdtempSync(join(here, ".bundle-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  mkdirSync(join(dir, "docs"));
  cpSync(join(here, "../docs/handbook/concepts.md"), join(dir, "docs/concepts.md"));
  writeFileSync(join(dir, "app.mjs"), app);
  writeFileSync(join(dir, "app.cjs"), commonJsApp);
  await bundlers[bundler]!({ dir, format, settings });
  return (await run(process.execPath, [join(dir, `out/app.${format}`), join(dir, "docs")])).stdout;
}

const cases = [
  ["esbuild", "mjs"],
  ["esbuild", "cjs"],
  ["Vite", "mjs"],
  ["webpack", "mjs"],
  ["webpack", "cjs"],
] as const;

test.each(cases)(
  "an app that %s bundles as %s answers, with the setting that the error names",
  async (name, format) => {
    expect(await bundledApp(name, format, fixFor(name))).toMatch(/A chunk is a window of a document/u);
  },
);

/** What keeps a bundler from leaving packages out. */
const whole: Readonly<Record<string, object>> = { esbuild: {}, Vite: { ssr: { noExternal: true } }, webpack: {} };

test.each(cases)("an app that %s bundles whole as %s fails with that setting", async (name, format) => {
  const failed = bundledApp(name, format, whole[name]!);
  const { fixes } = bundledError().data as { readonly fixes: Readonly<Record<string, string>> };
  await expect(failed).rejects.toThrow(/code: 'bundled'/u);
  await expect(failed).rejects.toThrow(fixes[name]);
});

// Conditions of its own make a bundler leave out `module`, so that it takes the code which Node.js runs.
test.each([
  ["esbuild", "mjs", { conditions: ["none"] }],
  ["esbuild", "cjs", { conditions: ["none"] }],
  ["Vite", "mjs", { ssr: { noExternal: true, resolve: { conditions: ["node"] } } }],
] as const)("so does one that %s bundles whole as %s with other conditions", async (name, format, settings) => {
  await expect(bundledApp(name, format, settings)).rejects.toThrow(/code: 'bundled'/u);
});

test("bundlers and Node.js find the same names in the package", async () => {
  const forBundlers = (await import(new URL("../packages/ragstone/dist/bundled.js", import.meta.url).href)) as object;
  const forNode = (await import(new URL("../packages/ragstone/dist/index.js", import.meta.url).href)) as object;
  expect(Object.keys(forBundlers).sort()).toStrictEqual(Object.keys(forNode).sort());
});
