// Loads PDFs through the pool. Arguments: WORKERS ROUNDS FILE... Prints the wall time and the pages read, after as many
// rounds that are not counted as there are workers: they start the workers and compile.
import { readFile } from "node:fs/promises";
import { createLoaderPool } from "@ragstone/loaders";

const [, , workers, rounds, ...files] = process.argv as [string, string, string, string, ...string[]];
const inputs = await Promise.all(
  files.map(async (path) => ({ path, bytes: await readFile(path), sha256: "0".repeat(64), modifiedMs: null })),
);
const pool = createLoaderPool({ workers: Number(workers), timeoutMs: 120_000 });
await loadAll(Number(workers));
const started = performance.now();
const pages = await loadAll(Number(rounds));
const wallMs = performance.now() - started;
await pool.close();
process.stdout.write(JSON.stringify({ wallMs, pages }));

/** Pages of all files, each loaded so many times. */
async function loadAll(times: number): Promise<number> {
  const jobs = Array.from({ length: times }, () => inputs).flat();
  const documents = await Promise.all(jobs.map(async (input) => (await pool.load(input)).pages.length));
  return documents.reduce((sum, count) => sum + count, 0);
}
