// Loads mutated files of every format: none may crash or hang its worker, and each ends with a sound document or a reason.
//
// pnpm fuzz [--files N] [--seed N] [--format EXT] [--corpus DIR] [--faults DIR]
//
// Mutants are made from the samples of the tests, and from the files of --corpus. The same seed makes the same mutants.
// Those that show a fault are written to --faults.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    format: { type: "string" },
    corpus: { type: "string" },
    faults: { type: "string", default: join(tmpdir(), "ragstone-fuzz-faults") },
  },
});

const root = fileURLToPath(new URL("..", import.meta.url));
const from = process.env.INIT_CWD ?? process.cwd();
const env = {
  ...process.env,
  RAGSTONE_FUZZ_FILES: values.files,
  RAGSTONE_FUZZ_SEED: values.seed,
  RAGSTONE_FUZZ_FAULTS: resolve(from, values.faults),
};
if (values.format !== undefined) env.RAGSTONE_FUZZ_FORMAT = values.format;
if (values.corpus !== undefined) env.RAGSTONE_FUZZ_CORPUS = resolve(from, values.corpus);

const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const args = [vitest, "run", "--project", "integration", "packages/loaders/test/fuzz", "--disable-console-intercept"];
const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
child.on("exit", (code) => {
  if (code !== 0) process.stderr.write(`Files that show a fault, if any, are in ${env.RAGSTONE_FUZZ_FAULTS}\n`);
  process.exitCode = code ?? 1;
});
