import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openIndex } from "../local/open-index.js";
import { openConnection, type Connection } from "../store/driver.js";
import { checkIndex } from "./check-index.js";
import { repairIndex } from "./repair-index.js";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "ragstone-doctor-"));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const file = () => join(dir, "index.sqlite");
const failed = async () => (await checkIndex(dir)).filter((check) => !check.ok).map((check) => check.name);

async function makeIndex(): Promise<void> {
  const index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  for (let document = 0; document < 30; document += 1) {
    const entry = sampleDocument(
      `${document}.md`,
      Array.from({ length: 12 }, (_, line) => `line ${line} of document ${document} with words`).join("\n"),
    );
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
  }
  await index.finish();
  await index.close();
}

function spoil(work: (connection: Connection) => void): void {
  const connection = openConnection(file());
  work(connection);
  connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  connection.close();
}

async function documents(): Promise<number> {
  const index = await openIndex({ dir, mode: "read" });
  try {
    const found = await index.search({ text: "words", vector: sampleVector("x"), k: 400 });
    const records = await index.documents();
    expect(new Set(found.map((hit) => hit.path)).size).toBe(records.length);
    return records.length;
  } finally {
    await index.close();
  }
}

describe("doctor", () => {
  it("finds nothing in a sound index and leaves it alone", async () => {
    await makeIndex();
    expect(await failed()).toEqual([]);
    expect(await repairIndex(dir)).toEqual({ done: [], documents: [] });
    expect(await documents()).toBe(30);
  });

  it("reports missing and foreign files", async () => {
    expect(await checkIndex(dir)).toEqual([expect.objectContaining({ name: "file", ok: false })]);
    writeFileSync(file(), "something else ".repeat(20));
    expect(await failed()).toEqual(["file"]);
    await expect(repairIndex(dir)).rejects.toMatchObject({ code: "index-foreign" });
  });

  const spoils: [string, string[], string[], (connection: Connection) => void][] = [
    [
      "a text that changed",
      ["documents", "text-search"],
      ["3.md"],
      (c) => c.exec("UPDATE chunks SET text = replace(text, 'words', 'wards') WHERE ordinal = 38"),
    ],
    [
      "a chunk that is gone",
      ["documents", "text-search"],
      ["3.md"],
      (c) => c.exec("DELETE FROM chunks WHERE ordinal = 38"),
    ],
    ["a text that is gone", ["documents"], ["0.md"], (c) => c.exec("DELETE FROM bodies WHERE document = 1")],
    [
      "chunks of no document",
      ["orphans", "text-search"],
      [],
      (c) => c.exec("DELETE FROM bodies WHERE document = 2; DELETE FROM documents WHERE id = 2"),
    ],
    ["a vector that is gone", ["vectors"], ["0.md"], (c) => c.exec("DELETE FROM vectors WHERE slot = 5")],
    [
      "codes that changed",
      ["codes"],
      Array.from({ length: 30 }, (_, document) => `${document}.md`),
      (c) => c.exec("UPDATE codes SET data = zeroblob(length(data))"),
    ],
    ["terms that are gone", ["text-search"], [], (c) => c.exec("DELETE FROM terms WHERE term = 'word'")],
  ];
  it.each(spoils)("finds and repairs %s", async (_, names, again, work) => {
    await makeIndex();
    spoil(work);
    expect(await failed()).toEqual(names);
    const { done, documents: changed } = await repairIndex(dir);
    expect(done.length).toBeGreaterThan(0);
    expect([...changed].sort()).toEqual(again.toSorted());
    expect(await failed()).toEqual([]);
  });

  it("saves the documents of a file that SQLite finds damaged", async () => {
    await makeIndex();
    const bytes = readFileSync(file());
    // Everything of some pages in the middle.
    bytes.fill(0x5a, 8192 * 9, 8192 * 11);
    writeFileSync(file(), bytes);
    expect((await failed()).length).toBeGreaterThan(0);
    const { done } = await repairIndex(dir);
    expect(done.join(" ")).toContain("index.sqlite.damaged");
    expect(existsSync(`${file()}.damaged`)).toBe(true);
    const sound = existsSync(file()) ? await failed() : [];
    expect(sound).toEqual([]);
  });
});

describe("an index of format 1", () => {
  beforeEach(() => {
    writeFileSync(
      file(),
      gunzipSync(readFileSync(new URL("../../test/fixtures/index-format-1.sqlite.gz", import.meta.url))),
    );
  });

  it("is upgraded when it is opened for writing, with the same contents", async () => {
    const reader = await openIndex({ dir, mode: "read" });
    expect((await reader.documents()).map((record) => record.path)).toContain("guides/keys.md");
    expect((await reader.search({ text: "rotating keys", k: 1 })).map((hit) => hit.path)).toEqual(["guides/keys.md"]);
    await reader.close();
    const index = await openIndex({ dir, mode: "write" });
    expect(index.fingerprint).toEqual(sampleFingerprint);
    expect((await index.documents()).map((record) => record.path)).toEqual([
      "guides/keys.md",
      "many.txt",
      "späť/half \ud83d.txt",
    ]);
    expect((await index.text("späť/half \ud83d.txt"))?.text).toBe("half a pair \ud83d\nsecond line");
    expect(
      (await index.search({ text: "rotating keys", vector: sampleVector("line 7 of many lines"), k: 1 }))
        .map((hit) => hit.path)
        .sort(),
    ).toEqual(["guides/keys.md", "many.txt"]);
    const entry = sampleDocument("added.md", "added in the format of today");
    await index.putVectors(sampleVectors(entry));
    await index.replaceDocument(entry);
    await index.finish();
    await index.close();
    expect(await failed()).toEqual([]);
  });
});
