import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatSamples } from "../format-samples.js";
import { fuzzFormat } from "./fuzz-format.js";

/** `pnpm fuzz` sets these; without them the run is small and always the same. */
const files = Number(process.env["RAGSTONE_FUZZ_FILES"] ?? 15);
const seed = Number(process.env["RAGSTONE_FUZZ_SEED"] ?? 1);
const only = process.env["RAGSTONE_FUZZ_FORMAT"];
const corpus = process.env["RAGSTONE_FUZZ_CORPUS"];
const faultsDir = process.env["RAGSTONE_FUZZ_FAULTS"];

const workerUrl = new URL("../../dist/pool/worker.js", import.meta.url);
const texts = [
  ["The pump runs.", "Nobody is there, a|b \u{1F600}.", "1.5 and 2.5", "name: value"],
  ["Überschrift", "<b>x</b> & y", "| a | b |", "- item", "2024-01-31", "x".repeat(80)],
];

const formats = Object.keys(formatSamples).filter((path) => only === undefined || extname(path) === `.${only}`);

async function samplesOf(path: string): Promise<Uint8Array[]> {
  const made = await Promise.all(texts.map(async (lines) => formatSamples[path]!(lines)));
  const samples = made.map((sample) => (typeof sample === "string" ? new TextEncoder().encode(sample) : sample));
  if (corpus === undefined) return samples;
  const names = readdirSync(corpus, { recursive: true, encoding: "utf8" }).toSorted();
  const real = names.filter((name) => extname(name).toLowerCase() === extname(path));
  return [...samples, ...real.map((name) => new Uint8Array(readFileSync(join(corpus, name))))];
}

function keep(path: string, mutant: Uint8Array): void {
  if (faultsDir === undefined) return;
  mkdirSync(faultsDir, { recursive: true });
  const hash = createHash("sha256").update(mutant).digest("hex").slice(0, 12);
  writeFileSync(join(faultsDir, `${hash}${extname(path)}`), mutant);
}

// Workers are built files.
describe.skipIf(!existsSync(workerUrl))("changed files end with a sound document or a reason", () => {
  it.each(formats)("%s", { timeout: 60_000 + files * 2000, retry: 0 }, async (path) => {
    const samples = await samplesOf(path);
    const onFault = (mutant: Uint8Array): void => keep(path, mutant);
    const { faults, ...counts } = await fuzzFormat({ path, samples, files, seed, workerUrl, onFault });
    if (faultsDir !== undefined) console.log(path, JSON.stringify(counts));
    expect(faults).toEqual([]);
    // A few changed files of a strict format may all be broken.
    expect(counts.loaded).toBeGreaterThanOrEqual(files < 100 ? 0 : 1);
  });
});
