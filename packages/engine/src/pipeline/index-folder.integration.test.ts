import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RagstoneEvent } from "@ragstone/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openRagstone } from "../library/open-ragstone.js";
import type { Ragstone } from "../api/ragstone.js";

let folder: string;
let rag: Ragstone;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "ragstone-folder-"));
  for (const name of ["one.md", "two.md"]) writeFileSync(join(folder, name), `The word of ${name} is cobalt.\n`);
  rag = await openRagstone({ folder });
  await rag.index();
});
afterEach(async () => {
  await rag.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes the index treat the files as settled, as they are a minute after they were written. */
function settle(): void {
  const lines = ["one.md", "two.md"].map((path) => {
    const { size, mtimeMs, ctimeMs, ino } = statSync(join(folder, path));
    return JSON.stringify([
      path,
      size,
      mtimeMs,
      ctimeMs,
      ino,
      createHash("sha256")
        .update(readFileSync(join(folder, path)))
        .digest("hex"),
    ]);
  });
  writeFileSync(join(folder, ".ragstone/digests.jsonl"), `{"version":1}\n${lines.join("\n")}\n`);
}

async function readMs(): Promise<number> {
  const events: RagstoneEvent[] = [];
  await rag.index({ onEvent: (event) => void events.push(event) });
  return events.reduce(
    (sum, event) => (event.type === "stage-timed" && event.stage === "read" ? sum + event.elapsedMs : sum),
    0,
  );
}

it("reads no file again that has not changed since it was read", async () => {
  expect(await readMs()).toBeGreaterThan(0);
  settle();
  expect(await readMs()).toBe(0);
  expect((await rag.index()).documents).toMatchObject({ seen: 2, unchanged: 2 });
});

it("finds an edit that keeps the size and puts the time back", async () => {
  const path = join(folder, "one.md");
  settle();
  const { atime, mtime } = statSync(path);
  writeFileSync(path, readFileSync(path, "utf8").replace("cobalt", "copper"));
  utimesSync(path, atime, mtime);
  expect((await rag.index()).documents).toMatchObject({ indexed: 1, unchanged: 1 });
  expect((await rag.search("copper", { mode: "text" }))[0]?.path).toBe("one.md");
});
