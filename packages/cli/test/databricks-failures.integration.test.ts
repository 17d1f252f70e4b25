import type { Answer, IndexReport } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { embeddedTexts, indexedFolder } from "../../engine/test/databricks.js";
import { expectNoSecret, workspaceFor, type ErrorJson } from "./databricks.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
const question = "How often are signing keys rotated?";
const asks = (folder: string, model = "databricks:meta-llama-3-3-70b-instruct") => [
  "ask",
  question,
  folder,
  "--no-sync",
  "--model",
  model,
  "--json",
];

describe("sign-in that fails", () => {
  test("no host, no credentials, two kinds of them, and a missing profile are reported with the settings to change", async () => {
    const { run, standin } = await workspaceFor();
    const folder = await indexedFolder(documents);
    const none = { DATABRICKS_HOST: "", DATABRICKS_TOKEN: "" };
    const ended = await Promise.all([
      run(asks(folder), { env: none }),
      run(asks(folder), { env: { DATABRICKS_TOKEN: "" } }),
      run(asks(folder), { env: { DATABRICKS_CLIENT_ID: "client", DATABRICKS_CLIENT_SECRET: "x".repeat(20) } }),
      run(asks(folder), { env: { ...none, DATABRICKS_CONFIG_PROFILE: "NOWHERE" } }),
      run(asks(folder), { env: { DATABRICKS_TOKEN: `${standin.token}\nX-Injected: 1` } }),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([7, 7, 7, 7, 7]);
    const errors = ended.map(({ json }) => json<ErrorJson>().error);
    expect(errors.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => "sign-in-failed"));
    expect(errors[0]?.hint).toContain("DATABRICKS_HOST");
    expect(errors[1]?.hint).toContain("DATABRICKS_TOKEN");
    expect(errors[2]?.hint).toContain("DATABRICKS_AUTH_TYPE");
    expect(errors[3]?.message).toContain("NOWHERE");
    expect(standin.requests).toEqual([]);
  });

  test.each([403, 401, 400] as const)(
    "a wrong or expired token, answered with %i, names the workspace and what to check",
    async (badTokenStatus) => {
      const { run, standin } = await workspaceFor({ quirks: { badTokenStatus } });
      const folder = await indexedFolder(documents);
      const wrong = "dapi00000000000000000000000000000bad";
      const ended = await ragstone([...asks(folder), "--verbose"], {
        env: { DATABRICKS_HOST: standin.host, DATABRICKS_TOKEN: wrong },
      });
      expectNoSecret(ended, standin, wrong);
      expect(ended.code).toBe(7);
      expect(ended.json<ErrorJson>().error).toMatchObject({
        code: "sign-in-failed",
        message: expect.stringContaining(standin.host),
        hint: expect.stringContaining("DATABRICKS_TOKEN"),
        requestId: expect.stringMatching(/^[\w-]{8,}$/u),
      });
      const indexed = await run(
        ["index", await folderOf(documents), "--embedder", "databricks:gte-large-en", "--json"],
        { env: { DATABRICKS_TOKEN: wrong } },
      );
      expect(indexed.code).toBe(7);
      expect(standin.requests).toHaveLength(2);
    },
  );
});

describe("endpoints that refuse", () => {
  test.each([
    ["forbidden", "permission-denied", /CAN QUERY/u],
    ["missing", "endpoint-missing", /region/u],
    ["retired", "model-retired", /databricks:claude-sonnet-4-6/u],
  ] as const)("%s is reported as %s with a fix and the request id, in JSON and in words", async (state, code, hint) => {
    const { run, standin } = await workspaceFor();
    standin.setEndpointState("databricks-claude-3-7-sonnet", state);
    const folder = await indexedFolder(documents);
    const model = "databricks:claude-3-7-sonnet";
    const [asJson, inWords] = await Promise.all([
      run(asks(folder, model)),
      run(asks(folder, model).filter((arg) => arg !== "--json")),
    ]);
    expect([asJson.code, inWords.code]).toEqual([7, 7]);
    expect(asJson.json<ErrorJson>().error).toMatchObject({
      code,
      message: expect.stringContaining("databricks-claude-3-7-sonnet"),
      hint: expect.stringMatching(hint),
      requestId: expect.any(String),
    });
    expect(inWords.out).toBe("");
    expect(inWords.err).toMatch(/^error: .*databricks-claude-3-7-sonnet/mu);
    expect(inWords.err).toMatch(/Request id: \S+/u);
    expect(standin.requests).toHaveLength(2);
  });

  test("an unknown endpoint name, and one that serves something else, are reported before anything is written", async () => {
    const { run } = await workspaceFor({ endpoints: [{ name: "my-chat", model: "databricks-llama-4-maverick" }] });
    const folder = await folderOf(documents);
    const [unknown, chat, badFamily] = await Promise.all(
      ["no-such-endpoint", "my-chat", "my-chat?family=nonsense"].map((name) =>
        run(["index", folder, "--embedder", `databricks:${name}`, "--json"]),
      ),
    );
    expect(unknown).toMatchObject({ code: 7 });
    expect(unknown?.json<ErrorJson>().error).toMatchObject({
      code: "endpoint-missing",
      message: expect.stringContaining("no-such-endpoint"),
    });
    expect(chat).toMatchObject({ code: 2 });
    expect(badFamily?.code).toBe(2);
    expect(badFamily?.json<ErrorJson>().error.message).toContain("gte-large-en");
  });
});

describe("lengths", () => {
  test("a query above the window is shortened, and an answer above the model's cap is reported before it is sent", async () => {
    const { run, standin } = await workspaceFor();
    const folder = await folderOf(documents);
    await run(["index", folder, "--embedder", "databricks:bge-large-en"]);
    standin.clearRequests();
    const long = "rotation of the signing keys ".repeat(150);
    const [query, cap] = await Promise.all([
      run(["search", long, folder, "--json"]),
      run([...asks(folder), "--mode", "text", "--max-tokens", "9000"]),
    ]);
    expect(query?.code).toBe(0);
    expect(query?.err).toMatch(/^note: The query is longer than the 512 tokens/u);
    expect(cap?.code).toBe(2);
    expect(cap?.json<ErrorJson>().error).toMatchObject({
      code: "invalid-option",
      message: expect.stringContaining("8192"),
    });
    // The shortened query alone.
    expect(standin.requests).toHaveLength(1);
  });

  test("an answer that max_tokens cuts says so in its notes", async () => {
    const { run, standin } = await workspaceFor();
    const folder = await indexedFolder(documents);
    const [cut, inWords] = await Promise.all([
      run([...asks(folder), "--max-tokens", "4"]),
      run([...asks(folder), "--max-tokens", "4"].filter((arg) => arg !== "--json")),
    ]);
    const answer = cut.json<Answer>();
    expect(answer.text).not.toContain("90 days");
    expect(answer.notes).toContainEqual(
      expect.objectContaining({ kind: "truncated", message: expect.stringContaining("cut") }),
    );
    expect(inWords.out).toContain("truncated: The answer was cut");
    expect(standin.requests.at(-1)?.body).toMatchObject({ max_tokens: 4 });
  });
});

describe("answers that make no sense", () => {
  test("a proxy's page in place of JSON is reported as one, with any status", async () => {
    const folder = await indexedFolder(documents);
    const outcomes = await Promise.all(
      [200, 403].map(async (status) => {
        const { run, standin } = await workspaceFor({ faults: [{ name: "html", value: status }] });
        return { status, ended: await run(asks(folder)), standin };
      }),
    );
    for (const { status, ended, standin } of outcomes) {
      expect(ended.code).toBe(7);
      const { code, message, hint } = ended.json<ErrorJson>().error;
      expect({ status, code }).toEqual({ status, code: "response-invalid" });
      expect(message).toMatch(/web page/u);
      expect(hint.length).toBeGreaterThan(10);
      expect(standin.requests.length).toBeLessThan(4);
    }
  });

  test("768 dimensions for an index of 1024 end the run with both numbers, and a query too", async () => {
    const { run, standin } = await workspaceFor();
    const folder = await folderOf(documents);
    await run(["index", folder, "--embedder", "databricks:gte-large-en"]);
    standin.setFaults(["wrong-dimensions=768"]);
    const [searched, indexed] = await Promise.all([
      run(["search", "keys", folder, "--json"]),
      run(["index", await folderOf(documents), "--embedder", "databricks:gte-large-en", "--json"]),
    ]);
    for (const { code, json } of [searched, indexed]) {
      expect(code).toBe(7);
      expect(json<ErrorJson>().error).toMatchObject({
        code: "response-invalid",
        message: expect.stringMatching(/768.*1024/u),
        hint: expect.stringContaining("family"),
      });
    }
  });

  test.each(["null-value", "nan"] as const)(
    "a vector that is not a number (%s) fails its document alone, with 5; the rest is kept and the next run repairs it",
    async (name) => {
      const { run, standin } = await workspaceFor({ faults: [{ name }] });
      const folder = await folderOf(documents);
      const broken = await run(["index", folder, "--embedder", "databricks:gte-large-en", "--json"]);
      expect(broken.code).toBe(5);
      const report = broken.json<IndexReport>();
      expect(report.documents).toMatchObject({ indexed: 1, failed: 1 });
      expect(report.failed[0]).toMatchObject({
        reason: "embedding-failed",
        detail: expect.stringContaining("not a finite number"),
      });
      standin.setFaults([]);
      standin.clearRequests();
      const rerun = await run(["index", folder, "--json"]);
      expect(rerun.code).toBe(0);
      expect(rerun.json<IndexReport>().documents).toMatchObject({ indexed: 1, unchanged: 1, failed: 0 });
      expect(standin.requests.flatMap(embeddedTexts)).toHaveLength(1);
    },
  );

  test("a stream that breaks off is an error of the service, not an answer", async () => {
    const { run } = await workspaceFor({ faults: [{ name: "cut-stream", value: 3 }] });
    const ended = await run(asks(await indexedFolder(documents)));
    expect(ended.code).toBe(7);
    expect(ended.json<ErrorJson>().error).toMatchObject({
      code: "stream-cut",
      message: expect.stringContaining("broke off"),
    });
  });
});
