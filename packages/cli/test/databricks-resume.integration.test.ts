import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import type { IndexReport } from "@ragstone/core";
import type { Standin } from "@ragstone/standin";
import { describe, expect, test } from "vitest";
import { folderOf } from "../../engine/test/folder.js";
import { bin } from "./command.js";
import { embeddedTexts, indexedFolder } from "../../engine/test/databricks.js";
import { notes, workspaceFor, type ErrorJson, type TestWorkspace } from "./databricks.js";

/** Texts in a request, by the embedder. */
const batch = 150;
const concurrency = 2;

/** Starts the command and kills it with SIGKILL as soon as so many embedding requests were answered. */
async function killAfter(
  answered: number,
  args: readonly string[],
  { standin, env }: TestWorkspace,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: tmpdir(),
    env: { PATH, ...env, ...more },
    stdio: "ignore",
  });
  const exit = once(child, "exit");
  const timer = setInterval(() => {
    if (embeddingRequests(standin).filter(({ status }) => status === 200).length >= answered) child.kill("SIGKILL");
  }, 5);
  await exit;
  clearInterval(timer);
  expect(child.signalCode).toBe("SIGKILL");
}

function embeddingRequests({ requests }: Standin): Standin["requests"] {
  return requests.filter((request) => embeddedTexts(request).length > 0);
}

/** How often a text was sent beyond the first time, over all texts. */
function sentAgain(texts: readonly string[]): number {
  return texts.length - new Set(texts).size;
}

describe("the remains of a dead process", () => {
  test("after kill -9 only the batches in flight are embedded again", async () => {
    const workspace = await workspaceFor({ faults: [{ name: "latency", value: 80 }] });
    const { run, embedded } = workspace;
    const folder = await folderOf(notes(60));
    const args = [
      "index",
      folder,
      "--embedder",
      "databricks:gte-large-en",
      "--target-tokens",
      "16",
      "--concurrency",
      String(concurrency),
    ];
    await killAfter(4, args, workspace);
    const before = embedded().length;

    const resumed = await run([...args, "--json"]);
    expect({ code: resumed.code, err: resumed.err }).toEqual({ code: 0, err: "" });
    const { chunks, documents, embedded: now } = resumed.json<IndexReport>();
    expect(documents).toMatchObject({ seen: 60, failed: 0 });
    expect(chunks.total).toBeGreaterThan(before);
    expect(new Set(embedded()).size).toBe(chunks.total);
    expect(sentAgain(embedded())).toBeLessThanOrEqual(concurrency * batch);
    expect(now.texts).toBe(embedded().length - before);
  });

  test("a migration continues where kill -9 stopped it, and until it ends the old model answers", async () => {
    const workspace = await workspaceFor();
    const { run, standin, embedded } = workspace;
    const folder = await indexedFolder(notes(48), { targetTokens: 16 });
    standin.setFaults(["latency=80"]);
    const args = ["migrate", "--folder", folder, "--embedder", "databricks:bge-large-en"];
    await killAfter(3, args, workspace, { RAGSTONE_CONCURRENCY: String(concurrency) });
    const between = await run(["status", "--folder", folder, "--json"]);
    const { embedder, chunks } = between.json<{ embedder: string; chunks: number }>();
    expect(embedder).toBe("static-en-v1");
    expect(embedded().length).toBeLessThan(chunks);
    expect((await run(["search", "harbour with number 8", folder])).code).toBe(0);

    const resumed = await run([...args, "--json"]);
    expect({ code: resumed.code, err: resumed.err }).toEqual({ code: 0, err: "" });
    expect(resumed.json()).toMatchObject({ from: "static-en-v1", to: "databricks:bge-large-en", resumed: true });
    expect(new Set(embedded()).size).toBe(chunks);
    expect(sentAgain(embedded())).toBeLessThanOrEqual(concurrency * batch);
    // Full batches, and the texts in flight again.
    expect(embeddingRequests(standin).length).toBeLessThanOrEqual(chunks / batch + concurrency + 2);
    expect((await run(["status", "--folder", folder, "--json"])).json()).toMatchObject({
      embedder: "databricks:bge-large-en",
      chunks,
    });
  });
});

describe("a service that fails on the way", () => {
  test("an endpoint that closes loses no committed text; the next run embeds only the missing ones", async () => {
    const { run, standin, embedded } = await workspaceFor({ faults: [{ name: "latency", value: 50 }] });
    const folder = await folderOf(notes(40));
    const args = [
      "index",
      folder,
      "--embedder",
      "databricks:gte-large-en",
      "--target-tokens",
      "16",
      "--concurrency",
      "1",
      "--json",
    ];
    const closing = setInterval(() => {
      if (embeddingRequests(standin).filter(({ status }) => status === 200).length >= 2)
        standin.setEndpointState("databricks-gte-large-en", "forbidden");
    }, 5);
    const failed = await run(args);
    clearInterval(closing);
    expect(failed.code).toBe(7);
    expect(failed.json<ErrorJson>().error.code).toBe("permission-denied");
    const received = standin.requests.filter(({ status }) => status === 200).flatMap(embeddedTexts).length;
    expect(received).toBeGreaterThanOrEqual(2 * batch);
    expect(
      (await run(["status", "--folder", folder, "--json"])).json<{ documents: number }>().documents,
    ).toBeGreaterThan(0);

    standin.setEndpointState("databricks-gte-large-en", "ready");
    standin.clearRequests();
    const again = await run(args);
    expect(again.code).toBe(0);
    const { chunks, embedded: now } = again.json<IndexReport>();
    expect(now.texts).toBe(chunks.total - received);
    expect(embedded()).toHaveLength(chunks.total - received);
  });

  test("5 % faults and 200 ms latency lose nothing and send no text again once its vector was received, while a dead host is given up", async () => {
    const { run, standin, embedded } = await workspaceFor({
      seed: 7,
      faults: [
        { name: "random", share: 0.05 },
        { name: "latency", value: 200 },
      ],
    });
    const dead = await workspaceFor();
    await dead.standin.close();
    const [{ code, json }, refused] = await Promise.all([
      run([
        "index",
        await folderOf(notes(120, 50)),
        "--embedder",
        "databricks:gte-large-en",
        "--target-tokens",
        "16",
        "--concurrency",
        "8",
        "--json",
      ]),
      dead.run(["index", await folderOf(notes(1)), "--embedder", "databricks:gte-large-en", "--json"]),
    ]);
    expect(code).toBe(0);
    const { documents, chunks, embedded: now } = json<IndexReport>();
    expect(documents).toMatchObject({ indexed: 120, failed: 0 });
    expect(now.texts).toBe(chunks.total);
    expect(new Set(embedded()).size).toBe(chunks.total);
    const hit = standin.requests.filter(({ faults }) => faults.some((fault) => fault !== "latency"));
    expect(hit.length).toBeGreaterThan(0);
    const received = standin.requests
      .filter(({ status, faults }) => status === 200 && !faults.includes("cut-stream"))
      .flatMap(embeddedTexts);
    expect(sentAgain(received)).toBe(0);

    expect(refused.code).toBe(7);
    expect(refused.json<ErrorJson>().error).toMatchObject({
      code: "network-failed",
      message: expect.stringMatching(/127\.0\.0\.1.*ECONNREFUSED/u),
      hint: expect.stringContaining("host"),
    });
  });
});
