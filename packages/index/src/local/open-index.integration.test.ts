import { spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import type { IndexWriter } from "@ragstone/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkIndex } from "../doctor/check-index.js";
import { openIndex } from "./open-index.js";
import { readManifest } from "../store/read-manifest.js";
import { Database } from "../store/database.js";
import { openConnection } from "../store/driver.js";

let folder: string;
let dir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ragstone-open-"));
  dir = join(folder, ".ragstone");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = () => join(dir, "index.sqlite");
const write = () => openIndex({ dir, mode: "write", create: sampleFingerprint });
const read = () => openIndex({ dir, mode: "read" });

async function put(index: IndexWriter, path: string, text: string): Promise<void> {
  const entry = sampleDocument(path, text);
  await index.putVectors(sampleVectors(entry));
  await index.replaceDocument(entry);
}

async function makeIndex(): Promise<void> {
  const index = await write();
  for (let document = 0; document < 20; document += 1)
    await put(index, `${document}.md`, `some text of document ${document}\nand a second line`);
  await index.finish();
  await index.close();
}

describe("a write that is aborted", () => {
  it("changes nothing when the document was not written yet", async () => {
    const index = await write();
    const entry = sampleDocument("a.md", Array.from({ length: 3000 }, (_, line) => `line ${line}`).join("\n"));
    await index.putVectors(sampleVectors(entry));
    const aborted = { signal: AbortSignal.abort(new Error("enough")) };
    await expect(index.replaceDocument(entry, aborted)).rejects.toThrow("enough");
    expect(await index.documents()).toEqual([]);
    await index.replaceDocument(entry);
    await expect(index.finish(aborted)).rejects.toThrow("enough");
    await index.close();

    const again = await write();
    await again.finish();
    expect(await again.search({ text: "2999", vector: null, k: 1 })).toHaveLength(1);
    await again.close();
  });

  const lines = (word: string) => Array.from({ length: 20_000 }, (_, line) => `${word} line ${line}`).join("\n");

  /** Resolves while a transaction of another connection is open. */
  async function transactionOpens(): Promise<void> {
    const other = openConnection(file());
    try {
      for (;;) {
        other.exec("BEGIN IMMEDIATE; ROLLBACK");
        await new Promise((resolve) => setImmediate(resolve));
      }
    } catch {
      other.close();
    }
  }

  it("is rolled back when its transaction is open; concurrent calls neither see nor enter it", async () => {
    const index = await write();
    await put(index, "a.md", lines("old"));
    const entry = sampleDocument("a.md", lines("new"));
    await index.putVectors(sampleVectors(entry));
    const controller = new AbortController();
    const replacing = index.replaceDocument(entry, { signal: controller.signal });
    await transactionOpens();
    const hashes = index.documents().then((records) => records.map(({ sha256 }) => sha256));
    const putting = put(index, "b.md", "text of b");
    controller.abort(new Error("enough"));
    await expect(replacing).rejects.toThrow("enough");
    expect(await hashes).toEqual([sampleDocument("a.md", lines("old")).document.sha256]);
    await putting;
    await index.finish();
    expect((await index.text("a.md"))?.text).toBe(lines("old"));
    expect(await index.search({ text: "new", vector: null, k: 1 })).toEqual([]);
    await index.close();
    expect((await checkIndex(dir)).filter(({ ok }) => !ok)).toEqual([]);
  });

  it("lets the event loop turn while it replaces or removes a large document", async () => {
    const index = await write();
    await put(index, "a.md", lines("old"));
    const entry = sampleDocument("a.md", lines("new"));
    await index.putVectors(sampleVectors(entry));
    const replacing = index.replaceDocument(entry);
    await transactionOpens();
    expect(await replacing).toEqual({ chunksAdded: 20_000, chunksRemoved: 20_000 });
    await index.finish();
    const removing = index.removeDocument("a.md");
    await transactionOpens();
    expect(await removing).toBe(20_000);
    await index.close();
  });
});

describe("an index folder", () => {
  it("ignores itself and consists of one file when closed", async () => {
    await makeIndex();
    expect(readFileSync(join(dir, ".gitignore"), "utf8")).toBe("*\n");
    expect(
      readdirSync(dir).filter((name) => name.startsWith("index") && !name.endsWith("-shm") && !name.endsWith("-wal")),
    ).toEqual(["index.sqlite"]);
    expect(await readManifest(dir)).toEqual(sampleFingerprint);
  });

  it("is copied with its folder", async () => {
    await makeIndex();
    mkdirSync(join(folder, "copy"));
    copyFileSync(file(), join(folder, "copy", "index.sqlite"));
    const copy = await openIndex({ dir: join(folder, "copy"), mode: "read" });
    expect((await copy.documents()).length).toBe(20);
    await copy.close();
  });

  it("is missing where there is none, and reading makes none", async () => {
    await expect(read()).rejects.toMatchObject({ code: "index-missing" });
    await expect(openIndex({ dir, mode: "write" })).rejects.toMatchObject({ code: "index-missing" });
    await expect(readManifest(dir)).rejects.toMatchObject({ code: "index-missing" });
    expect(existsSync(dir)).toBe(false);
  });

  it("writes nothing when nothing changed", async () => {
    await makeIndex();
    const before = readFileSync(file());
    const index = await write();
    await index.finish();
    await index.close();
    expect(readFileSync(file()).equals(before)).toBe(true);
  });
});

describe("a bad file in its place", () => {
  const spoils: [string, string, () => void][] = [
    ["no bytes", "index-damaged", () => truncateSync(file(), 0)],
    ["a few bytes", "index-damaged", () => truncateSync(file(), 50)],
    ["half its bytes", "index-damaged", () => truncateSync(file(), 81920)],
    ["zeros", "index-damaged", () => writeFileSync(file(), Buffer.alloc(8192))],
    [
      "text",
      "index-foreign",
      () => writeFileSync(file(), "not a database at all, but long enough to be one ".repeat(10)),
    ],
    [
      "another program's database",
      "index-foreign",
      () => {
        rmSync(file());
        const other = openConnection(file());
        other.exec("CREATE TABLE bookmarks (url)");
        other.close();
      },
    ],
    [
      "a newer format",
      "index-newer",
      () => {
        const newer = openConnection(file());
        newer.exec("PRAGMA user_version = 999");
        newer.close();
      },
    ],
  ];
  it.each(spoils)("of %s is named as %s, for reading and for writing", async (_, code, spoil) => {
    await makeIndex();
    spoil();
    for (const opening of [read(), openIndex({ dir, mode: "write" }), readManifest(dir)]) {
      await expect(opening).rejects.toMatchObject({
        name: "IndexError",
        code,
        hint: expect.stringMatching(/\w+/) as string,
      });
    }
  });

  it("of flipped bits is named when they are met", async () => {
    await makeIndex();
    const bytes = readFileSync(file());
    for (let at = 8192; at < bytes.length; at += 1) bytes[at]! ^= 0x55;
    writeFileSync(file(), bytes);
    const using = async () => {
      const index = await read();
      try {
        return await index.documents();
      } finally {
        await index.close();
      }
    };
    await expect(using()).rejects.toMatchObject({ code: "index-damaged" });
  });

  it("of garbage as the lock is replaced", async () => {
    await makeIndex();
    writeFileSync(join(dir, "lock.sqlite"), "garbage ".repeat(1000));
    const index = await openIndex({ dir, mode: "write" });
    await expect(openIndex({ dir, mode: "write" })).rejects.toMatchObject({ code: "index-locked" });
    await index.close();
  });
});

describe("the writer's lock", () => {
  it("is an error that names the process holding it, and goes with it when it is killed", async () => {
    await makeIndex();
    const script = join(folder, "hold.mjs");
    const driver = process.versions.node.startsWith("20.") ? "@photostructure/sqlite" : "node:sqlite";
    writeFileSync(
      script,
      `
      import { createRequire } from "node:module";
      import { writeFileSync } from "node:fs";
      const { DatabaseSync } = createRequire(${JSON.stringify(import.meta.url)})(${JSON.stringify(driver)});
      const lock = new DatabaseSync(${JSON.stringify(join(dir, "lock.sqlite"))});
      lock.exec("BEGIN EXCLUSIVE");
      writeFileSync(${JSON.stringify(join(dir, "writer.json"))}, JSON.stringify({ pid: process.pid, host: "here", startedAt: "2026-01-01T00:00:00.000Z" }));
      process.stdout.write("held\\n");
      setInterval(() => lock, 1000);
    `,
    );
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      await new Promise((resolve) => child.stdout.once("data", resolve));
      const opening = openIndex({ dir, mode: "write" });
      await expect(opening).rejects.toMatchObject({ code: "index-locked", data: { pid: child.pid } });
      await expect(opening).rejects.toThrow(`process ${child.pid} on here`);
      const reader = await read();
      expect((await reader.documents()).length).toBe(20);
      await reader.close();
    } finally {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    }
    const index = await openIndex({ dir, mode: "write" });
    await index.close();
  });
});

describe("a folder that cannot be written", () => {
  // Permissions do not apply to root, so the process switches to another identity temporarily.
  const asNobody = async <T>(work: () => Promise<T>): Promise<T> => {
    if (process.getuid?.() !== 0) return work();
    process.setegid!(65534);
    process.seteuid!(65534);
    try {
      return await work();
    } finally {
      process.seteuid!(0);
      process.setegid!(0);
    }
  };
  const freeze = () => {
    for (const name of readdirSync(dir)) chmodSync(join(dir, name), 0o444);
    chmodSync(folder, 0o755);
    chmodSync(dir, 0o555);
  };

  it.skipIf(process.platform === "win32")("is read, and writing is an error", async () => {
    await makeIndex();
    for (const suffix of ["-wal", "-shm"]) rmSync(file() + suffix, { force: true });
    freeze();
    await asNobody(async () => {
      const index = await read();
      expect((await index.search({ text: "document", vector: sampleVector("q"), k: 50 })).length).toBe(40);
      await index.close();
      await expect(openIndex({ dir, mode: "write" })).rejects.toMatchObject({ code: "index-read-only" });
    });
    chmodSync(dir, 0o755);
  });

  it.skipIf(process.platform === "win32")("is read with the log that a killed writer left", async () => {
    const index = await write();
    await put(index, "a.md", "in the log only");
    mkdirSync(join(folder, "copy"));
    for (const suffix of ["", "-wal"]) copyFileSync(file() + suffix, join(folder, "copy", `index.sqlite${suffix}`));
    await index.close();
    dir = join(folder, "copy");
    freeze();
    await asNobody(async () => {
      const reader = await read();
      expect((await reader.text("a.md"))?.text).toBe("in the log only");
      await reader.close();
    });
    chmodSync(dir, 0o755);
  });
});

describe("a full disk", () => {
  it("is an error that loses nothing committed, and writing continues when there is space", async () => {
    await makeIndex();
    const limited = new Database(openConnection(file()), dir);
    const pages = limited.get<{ page_count: number }>("PRAGMA page_count")!.page_count;
    limited.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const fill = () =>
      limited.write(() => {
        for (let row = 0; row < 100; row += 1)
          limited.run("INSERT INTO pending (first, count, sign, data) VALUES (1, 1, 1, ?)", new Uint8Array(5000));
      });
    expect(fill).toThrow(expect.objectContaining({ code: "disk-full" }) as Error);
    expect(limited.get<{ rows: number }>("SELECT count(*) rows FROM pending WHERE length(data) = 5000")).toEqual(
      expect.objectContaining({ rows: 0 }),
    );
    limited.close();
    const index = await write();
    await put(index, "after.md", "there is space again");
    expect((await index.documents()).length).toBe(21);
    await index.close();
  });
});
