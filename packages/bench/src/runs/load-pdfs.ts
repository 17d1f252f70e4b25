// Loads PDFs through the pool. Arguments: WORKERS ROUNDS FILE... Prints the wall time and the pages read.
import { readFile } from "node:fs/promises";
import { createLoaderPool } from "@ragstone/loaders";

const [, , workers, rounds, ...files] = process.argv as [string, string, string, string, ...string[]];
const inputs = await Promise.all(files.map(async (path) => ({ path, bytes: await readFile(path), sha256: "0".repeat(64), modifiedMs: null })));
const pool = createLoaderPool({ workers: Number(workers), timeoutMs: 120_000 });
const started = performance.now();
let pages = 0;
const jobs = Array.from({ length: Number(rounds) }, () => inputs).flat();
await Promise.all(
  jobs.map(async (input) => {
    const document = await pool.load(input);
    pages += document.pages.length;
  }),
);
const wallMs = performance.now() - started;
await pool.close();
process.stdout.write(JSON.stringify({ wallMs, pages }));
