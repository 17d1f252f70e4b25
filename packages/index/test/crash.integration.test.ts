import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkIndex } from "../src/doctor/check-index.js";
import { openIndex } from "../src/local/open-index.js";

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

// Child processes run the built package: Node 20 runs no TypeScript.
const built = existsSync(script("../dist/index.js"));

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-crash-"));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

interface Writer {
  readonly child: ChildProcess;
  /** Last version that was begun and last that was committed. */
  readonly told: () => { readonly begun: number; readonly done: number };
  readonly ended: Promise<unknown>;
}

async function startWriter(from: number): Promise<Writer> {
  const child = spawn(process.execPath, [script("crash-writer.mjs"), dir, String(from)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stderr.on("data", (bytes: Buffer) => (errors += bytes.toString()));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (bytes: Buffer) => {
      output += bytes.toString();
      if (output.includes("\n")) resolve();
    });
    child.once("exit", () => reject(new Error(`the writer ended: ${errors}`)));
  });
  const last = (word: string) =>
    Math.max(from - 1, ...[...output.matchAll(new RegExp(`^${word} (\\d+)$`, "gm"))].map((match) => Number(match[1])));
  return { child, told: () => ({ begun: last("begin"), done: last("done") }), ended };
}

/**
 * The documents expected after all versions up to `done`, and the possible results of the one in flight.
 */
async function expectedFaults(done: number, begun: number): Promise<string[]> {
  const { pathOf, textOf } = (await import(script("crash-documents.mjs"))) as {
    readonly pathOf: (version: number) => string;
    readonly textOf: (path: string, version: number) => string;
  };
  const versions = new Map<string, number>();
  for (let version = 0; version <= done; version += 1) versions.set(pathOf(version), version);
  const index = await openIndex({ dir, mode: "read" });
  const faults: string[] = [];
  try {
    for (const [path, version] of versions) {
      const stored = await index.text(path);
      const allowed = [version, ...(pathOf(begun) === path ? [begun] : [])];
      if (
        !allowed.some(
          (candidate) => stored?.text === textOf(path, candidate) && stored.record.sha256 === String(candidate),
        )
      )
        faults.push(`${path} should be version ${version} and is ${stored?.record.sha256}`);
    }
  } finally {
    await index.close();
  }
  return faults;
}

describe.skipIf(!built)("an index whose writer is killed", () => {
  it("opens with every committed document whole, 25 times over", async () => {
    let from = 0;
    for (let round = 0; round < 25; round += 1) {
      const writer = await startWriter(from);
      // Spread over commits, merges and collections, not at a moment that a test could hit by design.
      await new Promise((resolve) => setTimeout(resolve, (round * 37) % 130));
      writer.child.kill("SIGKILL");
      await writer.ended;
      const { begun, done } = writer.told();
      expect(await expectedFaults(done, begun)).toEqual([]);
      expect((await checkIndex(dir)).filter((check) => !check.ok)).toEqual([]);
      from = Math.max(begun, done + 1);
    }
    expect(from).toBeGreaterThan(50);
  });

  it("is read by eight concurrent processes without an error or half a document", async () => {
    const writer = await startWriter(0);
    try {
      const readers = Array.from({ length: 8 }, () => {
        const child = spawn(process.execPath, [script("crash-reader.mjs"), dir, "2500"], {
          stdio: ["ignore", "pipe", "pipe"],
        });
        let output = "";
        let errors = "";
        child.stdout.on("data", (bytes: Buffer) => (output += bytes.toString()));
        child.stderr.on("data", (bytes: Buffer) => (errors += bytes.toString()));
        return new Promise<string>((resolve) => child.once("close", () => resolve(errors === "" ? output : errors)));
      });
      const before = writer.told().done;
      for (const output of await Promise.all(readers)) {
        const result = JSON.parse(output) as { reads: number; newest: number; faults: string[] };
        expect(result.faults).toEqual([]);
        expect(result.reads).toBeGreaterThan(10);
        expect(result.newest).toBeGreaterThan(before);
      }
    } finally {
      writer.child.kill("SIGKILL");
      await writer.ended;
    }
  });
});
