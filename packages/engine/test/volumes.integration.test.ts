import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRagstoneError, type RagstoneEvent } from "@ragstone/core";
import { startStandin, type Standin } from "@ragstone/standin";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openRagstone, type OpenOptions, type Ragstone } from "../src/index.js";

const volume = "/Volumes/main/docs/files";
const folder = `dbfs:${volume}`;
const keys = "# Keys\n\nSigning keys are rotated every ninety days.\n";
const old = Date.UTC(2025, 0, 2);

let standin: Standin;
let dataDir: string;
const opened: Ragstone[] = [];

beforeEach(async () => {
  standin = await startStandin();
  dataDir = mkdtempSync(join(tmpdir(), "ragstone-volumes-"));
  vi.stubEnv("DATABRICKS_HOST", standin.host);
  vi.stubEnv("DATABRICKS_TOKEN", standin.token);
  vi.stubEnv("HOME", dataDir);
  put("keys.md", keys);
  put("guides/install.md", "# Install\n\nThe installer needs 300 MB of disk space.\n");
  put("guides/deep/ports.txt", "The server listens on port 8443.\n");
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((rag) => rag.close()));
  await standin.close();
  vi.unstubAllEnvs();
  await rm(dataDir, { recursive: true, force: true });
});

function put(path: string, content: string | Uint8Array, modifiedMs = old): void {
  standin.putFile(`${volume}/${path}`, content, modifiedMs);
}

async function open(options: Partial<OpenOptions> = {}): Promise<Ragstone> {
  const rag = await openRagstone({ folder, dataDir, ...options });
  opened.push(rag);
  return rag;
}

/** The requests since the last time, by method and path below the volume. */
function sent(): string[] {
  const requests = standin.requests.map(
    ({ method, path, query }) =>
      `${method} ${path.replace(`/api/2.0/fs/`, "").replace(volume, "")}${query === "" ? "" : " next page"}`,
  );
  standin.clearRequests();
  return requests;
}

const downloads = () => sent().filter((request) => request.startsWith("GET files"));

async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isRagstoneError(error)) throw error ?? new Error("it did not fail");
  return error;
}

describe("the documents of a volume", () => {
  it("are indexed, searched, shown and cited", async () => {
    const rag = await open();
    const report = await rag.index();
    expect(report.documents).toMatchObject({ seen: 3, indexed: 3, failed: 0 });
    expect(rag.folder).toBe(folder);
    expect(rag.indexDir.startsWith(dataDir)).toBe(true);
    const answer = await rag.ask("How often are signing keys rotated?");
    expect(answer.citations.map(({ path }) => path)).toEqual(["keys.md"]);
    expect((await rag.search("port of the server"))[0]?.path).toBe("guides/deep/ports.txt");
    expect((await rag.show("keys.md:0-6")).text).toBe(keys.slice(0, 6));
    expect((await rag.verify(answer)).citations.map(({ state }) => state)).toEqual(["intact"]);
  });

  it("are found again by their volume and by a folder of it", async () => {
    await (await open()).index();
    expect((await (await open({ folder: "dbfs:/Volumes/main/docs/files/" })).search("signing keys"))[0]?.path).toBe(
      "keys.md",
    );
    expect((await open({ folder: `${folder}/guides` })).folder).toBe(folder);
  });

  it("are not downloaded again while they are unchanged", async () => {
    await (await open()).index();
    expect(downloads()).toHaveLength(3);
    const { documents } = await (await open()).index();
    expect(documents).toMatchObject({ seen: 3, unchanged: 3, indexed: 0 });
    expect(sent()).toEqual(["GET directories", "GET directories/guides", "GET directories/guides/deep"]);
  });

  it("are compared by their etag when their time is recent or moved", async () => {
    put("keys.md", keys, Date.now());
    await (await open()).index();
    sent();
    expect((await (await open()).index()).documents).toMatchObject({ unchanged: 3 });
    expect(sent().filter((request) => request.includes("files"))).toEqual(["HEAD files/keys.md"]);
    put("keys.md", keys.replace("ninety", "eighty"), Date.now());
    expect((await (await open()).index()).documents).toMatchObject({ unchanged: 2, indexed: 1 });
    expect(sent().filter((request) => request.includes("files"))).toEqual(["HEAD files/keys.md", "GET files/keys.md"]);
  });

  it("are read again when only the etag of their listing changed", async () => {
    standin.setQuirks({ listedEtags: true });
    await (await open()).index();
    sent();
    put("keys.md", keys.replace("ninety", "eighty"));
    expect((await (await open()).index()).documents).toMatchObject({ unchanged: 2, indexed: 1 });
    expect(downloads()).toEqual(["GET files/keys.md"]);
  });

  it("follow edits, moves and removals", async () => {
    await (await open()).index();
    put("keys.md", keys.replace("ninety", "thirty"), old + 1000);
    standin.removePath(`${volume}/guides/deep`);
    put("network/ports.txt", "The server listens on port 8443.\n");
    const { documents, embedded } = await (await open()).index();
    expect(documents).toMatchObject({ indexed: 1, moved: 1, unchanged: 1, removed: 0 });
    expect(embedded.texts).toBe(1);
    standin.removePath(`${volume}/network`);
    expect((await (await open()).index()).documents).toMatchObject({ removed: 1, unchanged: 2 });
  });

  it("come in pages, with any name, by the same rules as files", async () => {
    standin.setQuirks({ filesPageSize: 3 });
    for (let number = 0; number < 7; number += 1)
      put(`many/note ${number} #?%.md`, `# Note ${number}\n\nText ${number}.\n`);
    put(".ragstoneignore", "drafts/\n");
    put("drafts/plan.md", "# Plan\n");
    put("node_modules/a.md", "# A\n");
    put("logo.png", "PNG");
    put("strange", new Uint8Array([0, 1, 2, 3, 255, 254, 0, 0, 9]));
    put("blank.md", "\n \n");
    const report = await (await open()).index();
    expect(report.documents).toMatchObject({ seen: 10, indexed: 10, failed: 0 });
    expect(report.ignored.byReason).toEqual({ ignored: 2, "not-a-document": 2, empty: 1 });
    expect(sent().filter((request) => request === "GET directories/many next page")).toHaveLength(2);
    await (await open()).index();
    // What is no document is not downloaded again to find that out; the rules are.
    expect(downloads()).toEqual(["GET files/.ragstoneignore"]);
  });

  it("are hidden by the principals that lie next to them", async () => {
    put("ragstone.principals.json", '{"rules":[{"path":"guides/**","principals":["staff"]}]}');
    put("keys.md.principals.json", '{"principals":["security"]}');
    const rag = await open();
    await rag.index();
    const paths = async (principals: string[]) =>
      (await rag.scoped({ filter: { metadata: { principals: { anyOf: principals } } } }).documents()).map(
        ({ path }) => path,
      );
    expect(await paths(["security"])).toEqual(["keys.md"]);
    expect(await paths(["staff"])).toEqual(["guides/deep/ports.txt", "guides/install.md"]);
  });

  it("are planned, compared and checked without being written", async () => {
    expect((await (await open()).plan()).estimate.texts).toBe(3);
    const rag = await open();
    await rag.index();
    put("keys.md", keys.replace("ninety", "eighty-one"), old + 5000);
    put("new.md", "# New\n");
    const status = await rag.status();
    expect(status).toMatchObject({ folder, folderState: "present", stale: ["keys.md", "new.md"] });
    expect(await rag.refresh()).toMatchObject({ behind: 2, report: null });
    expect((await rag.doctor()).checks.find(({ name }) => name === "folder")?.ok).toBe(true);
  });

  it("are followed by listing again", async () => {
    const rag = await open();
    const reports: number[] = [];
    let resolve = () => {};
    const second = new Promise<void>((done) => (resolve = done));
    const watch = rag.watch({
      pollMs: 20,
      onReport: ({ documents }) => {
        reports.push(documents.indexed);
        if (reports.length > 1 && documents.indexed === 1) resolve();
      },
    });
    await watch.ready;
    put("later.md", "# Later\n\nAdded while it is followed.\n");
    await second;
    await watch.close();
    expect(reports[0]).toBe(3);
  });
});

describe("a volume that fails", () => {
  it("fails a run before anything is written when it is missing or forbidden, and keeps its documents", async () => {
    const rag = await open();
    await rag.index();
    standin.setAccess(volume, "forbidden");
    const forbidden = await failureOf(rag.index());
    expect([forbidden.name, forbidden.code]).toEqual(["RemoteError", "permission-denied"]);
    expect(forbidden.hint).toContain("READ VOLUME");
    standin.setAccess(volume, "allowed");
    standin.removePath(volume);
    expect((await failureOf(rag.index())).code).toBe("folder-missing");
    expect((await rag.status()).folderState).toBe("missing");
    standin.addFolder(volume);
    const { documents } = await rag.index();
    expect(documents).toMatchObject({ removed: 0 });
    expect(await rag.documents()).toHaveLength(3);
    expect((await rag.index({ allowRemoval: true })).documents).toMatchObject({ removed: 3 });
  });

  it("answers from the index while the workspace cannot be reached", async () => {
    const rag = await open();
    await rag.index();
    await standin.close();
    const events: RagstoneEvent[] = [];
    const offline = await open({ onEvent: (event) => events.push(event) });
    expect(await offline.refresh()).toMatchObject({ behind: 0, report: null });
    expect(events).toContainEqual(expect.objectContaining({ type: "notice-raised", code: "folder-unreachable" }));
    expect((await offline.search("signing keys"))[0]?.path).toBe("keys.md");
  });

  it("loses no document to faults that pass", async () => {
    for (let number = 0; number < 30; number += 1) put(`many/${number}.md`, `# Note ${number}\n\nText ${number}.\n`);
    standin.setFaults(["429=0*3:files", "503*2:directories", "cut-stream*3:files", "bad-json*2:files"]);
    const { documents } = await (await open()).index();
    expect(documents).toMatchObject({ seen: 33, indexed: 33, failed: 0 });
    standin.setFaults([]);
    expect((await (await open()).index()).documents).toMatchObject({ unchanged: 33 });
  });

  it("counts files that vanish or cannot be read, and keeps what is indexed of them", async () => {
    const rag = await open();
    await rag.index();
    put("keys.md", `${keys}\nMore.\n`, old + 1000);
    put("new.md", "# New\n");
    standin.setAccess(`${volume}/keys.md`, "failing");
    standin.setAccess(`${volume}/new.md`, "forbidden");
    const { documents, failed } = await rag.index();
    expect(documents).toMatchObject({ unchanged: 2, failed: 2, removed: 0 });
    expect(failed.map(({ path, reason }) => `${path} ${reason}`).sort()).toEqual([
      "keys.md unreadable",
      "new.md unreadable",
    ]);
    expect(await rag.documents()).toHaveLength(3);
    // A folder that may not be listed keeps its documents.
    standin.setAccess(`${volume}/keys.md`, "allowed");
    standin.setAccess(`${volume}/guides`, "forbidden");
    expect((await rag.index()).documents).toMatchObject({ removed: 0 });
    expect(await rag.documents()).toHaveLength(3);
  }, 60_000);

  it("continues after an interruption without downloading again", async () => {
    for (let number = 0; number < 40; number += 1)
      put(`many/${number}.md`, `# Note ${number}\n\nText ${number}.\n`, Date.now());
    const stopping = new AbortController();
    let indexed = 0;
    const onEvent = (event: RagstoneEvent) => {
      if (event.type === "document-indexed" && (indexed += 1) === 20) stopping.abort();
    };
    await failureOf((await open({ onEvent })).index({ signal: stopping.signal }));
    const kept = (await (await open()).documents()).length;
    sent();
    const { documents } = await (await open()).index();
    expect(documents).toMatchObject({ unchanged: kept, indexed: 43 - kept });
    expect(downloads()).toHaveLength(43 - kept);
  });

  it("refuses what is not a volume", async () => {
    for (const path of ["dbfs:/tmp/docs", "dbfs:/Volumes/main/docs", "dbfs:/Volumes/main/docs/files/../other"])
      expect((await failureOf(open({ folder: path }))).code).toBe("invalid-option");
  });
});
