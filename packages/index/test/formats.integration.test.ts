import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { chunkId, type DocumentKey, type IndexReader } from "@ragstone/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../src/store/sha256.js";
import { checkIndex } from "../src/doctor/check-index.js";
import { hasOlderFormat } from "../src/store/has-older-format.js";
import { openIndex } from "../src/local/open-index.js";
import { openConnection } from "../src/store/driver.js";
import { schemaVersion } from "../src/store/schema.js";

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const built = existsSync(script("../dist/index.js"));

/** The files and texts of `index-format-2.sqlite.gz`, which the release before the keys by origin wrote. */
const keys: readonly DocumentKey[] = [
  { origin: "file", path: "guides/keys.md" },
  { origin: "file", path: "lunch.txt" },
  { origin: "put", path: "notes/walrus.txt" },
  { origin: "file", path: "people.csv" },
  { origin: "put", path: "tickets/1.md" },
];

let dir: string;
const file = () => join(dir, "index.sqlite");
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-formats-"));
  writeFileSync(file(), gunzipSync(readFileSync(script("fixtures/index-format-2.sqlite.gz"))));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** Everything that a user can see of an index; ids apart. */
async function contents(index: IndexReader) {
  return Promise.all(
    keys.map(async (key) => {
      const stored = await index.text(key);
      const chunks = (await index.chunks(key)).map(({ start, end, text, headings }) => ({
        start,
        end,
        text,
        headings,
      }));
      const ids = (await index.chunks(key)).map(({ id }) => id);
      const vectors = [...((await index.vectors?.(ids)) ?? new Map()).values()].map((vector) => [...vector]);
      return { stored, chunks, vectors };
    }),
  );
}

async function inspect<T>(mode: "read" | "write", use: (index: IndexReader) => Promise<T>): Promise<T> {
  const index = await openIndex({ dir, mode });
  try {
    return await use(index);
  } finally {
    await index.close();
  }
}

describe("an index of format 2", () => {
  it("is read as it is, and the file stays as it was", async () => {
    const before = readFileSync(file());
    await inspect("read", async (index) => {
      expect((await index.documents()).map(({ origin, path }) => ({ origin, path }))).toEqual(keys);
      expect((await index.documents()).map(({ loaderVersion }) => loaderVersion)).toEqual([0, 0, 0, 0, 0]);
      expect((await index.search({ text: "walrus clams", k: 1 }))[0]).toMatchObject(keys[2]!);
      expect(await index.document("notes/walrus.txt")).toBeNull();
    });
    expect(hasOlderFormat(dir)).toBe(true);
    expect(readFileSync(file()).equals(before)).toBe(true);
  });

  it("keeps texts, chunks, metadata and vectors when it is brought forward", async () => {
    const before = await inspect("read", contents);
    expect(before.every(({ stored, vectors }) => stored !== null && vectors.length > 0)).toBe(true);
    const after = await inspect("write", contents);
    expect(after).toEqual(before);
    expect(hasOlderFormat(dir)).toBe(false);
    expect((await checkIndex(dir)).filter((check) => !check.ok)).toEqual([]);
    expect((await inspect("read", (index) => index.document(keys[4]!)))?.metadata).toMatchObject({ customer: "acme" });
  });

  it("keeps the ids of files' chunks, and gives those of put texts the ids that putting them again gives", async () => {
    const idsOf = (key: DocumentKey) => async (index: IndexReader) => (await index.chunks(key)).map(({ id }) => id);
    const before = await inspect("read", idsOf(keys[0]!));
    await inspect("write", async (index) => {
      expect(await idsOf(keys[0]!)(index)).toEqual(before);
      for (const key of keys)
        for (const { id, start, text } of await index.chunks(key))
          expect(id).toBe(chunkId({ ...key, start, text }, sha256));
    });
  });

  it("is read on by a reader that had it open when it is brought forward", async () => {
    await inspect("read", async (reader) => {
      const before = await contents(reader);
      await inspect("write", () => Promise.resolve());
      expect(await contents(reader)).toEqual(before);
      expect((await reader.search({ text: "walrus clams", k: 1 }))[0]).toMatchObject(keys[2]!);
    });
  });

  it.skipIf(!built)("is as it was when the process that brings it forward is killed in the middle", async () => {
    const before = await inspect("read", contents);
    const child = spawn(process.execPath, [script("killed-migration.mjs"), dir], { stdio: ["ignore", "pipe", "pipe"] });
    let errors = "";
    child.stderr.on("data", (bytes: Buffer) => (errors += bytes.toString()));
    const signal = await new Promise((resolve) => child.once("exit", (_, name) => resolve(name)));
    expect({ signal, errors }).toMatchObject({ signal: "SIGKILL" });
    expect(await inspect("read", contents)).toEqual(before);
    expect(hasOlderFormat(dir)).toBe(true);
    expect(await inspect("write", contents)).toEqual(before);
    expect((await checkIndex(dir)).filter((check) => !check.ok)).toEqual([]);
  });
});

it("an index of the next format is refused with its number", async () => {
  const connection = openConnection(file());
  connection.exec(`PRAGMA user_version = ${schemaVersion + 1}`);
  connection.close();
  for (const mode of ["read", "write"] as const)
    await expect(openIndex({ dir, mode })).rejects.toMatchObject({
      code: "index-newer",
      message: expect.stringContaining(`format ${schemaVersion + 1}`) as string,
    });
});
