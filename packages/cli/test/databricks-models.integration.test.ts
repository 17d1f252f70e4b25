import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Answer, IndexReport } from "@ragstone/core";
import { describe, expect, test, vi } from "vitest";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { indexedFolder } from "../../engine/test/databricks.js";
import { workspaceFor, type ErrorJson } from "./databricks.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
const question = "How often are signing keys rotated?";
const chatModels = [
  "llama-4-maverick",
  "meta-llama-3-3-70b-instruct",
  "meta-llama-3-1-405b-instruct",
  "meta-llama-3-1-8b-instruct",
  "claude-3-7-sonnet",
];

interface Status {
  readonly embedder: string;
  readonly fingerprint: {
    readonly embedder: {
      readonly model: string;
      readonly dimensions: number;
      readonly queryInstruction: string | null;
    };
  };
}

describe("embedding models through the command", () => {
  test.each([
    ["gte-large-en", null],
    ["bge-large-en", "Represent this sentence for searching relevant passages: "],
  ])("%s indexes, searches by meaning, and stays what the index is made with", async (model, instruction) => {
    const { run, standin, embedded } = await workspaceFor();
    const folder = await folderOf(documents);
    const indexed = await run(["index", folder, "--embedder", `databricks:${model}`, "--json"]);
    expect({ code: indexed.code, err: indexed.err }).toEqual({ code: 0, err: "" });
    const report = indexed.json<IndexReport>();
    expect(report.embedded.texts).toBe(report.chunks.total);
    expect(embedded()).toHaveLength(report.chunks.total);
    expect(report.costUsd).toBeCloseTo((report.embedded.tokens * (model === "gte-large-en" ? 0.13 : 0.1)) / 1e6, 12);

    const { hits } = (
      await run(["search", "changing the cryptographic keys", folder, "--mode", "vector", "--json"])
    ).json<{ hits: Answer["sources"] }>();
    expect(hits[0]?.path).toBe("guides/keys.md");
    expect(embedded().at(-1)).toBe(`${instruction ?? ""}changing the cryptographic keys`);
    expect(
      embedded()
        .slice(0, -1)
        .every((text) => !text.startsWith("Represent")),
    ).toBe(true);
    expect(new Set(standin.requests.map(({ endpoint }) => endpoint))).toEqual(new Set([`databricks-${model}`]));

    const status = (await run(["status", "--json"], { cwd: folder })).json<Status>();
    expect(status).toMatchObject({
      embedder: `databricks:${model}`,
      fingerprint: { embedder: { dimensions: 1024, queryInstruction: instruction } },
    });

    standin.clearRequests();
    expect((await run(["index", folder, "--json"])).json<IndexReport>()).toMatchObject({
      documents: { unchanged: 2 },
      embedded: { texts: 0 },
    });
    expect(standin.requests).toEqual([]);
  });

  test("plan counts texts, tokens, price and seconds without asking the workspace, and takes prices from the folder's file", async () => {
    const { run, standin } = await workspaceFor();
    const folder = await folderOf({
      ...documents,
      "ragstone.config.json": JSON.stringify({ embedder: "databricks:gte-large-en" }),
    });
    interface Plan {
      readonly estimate: {
        readonly texts: number;
        readonly tokens: number;
        readonly costUsd: number;
        readonly seconds: number;
      };
    }
    const { estimate } = (await run(["plan", folder, "--json"])).json<Plan>();
    expect(estimate.costUsd).toBeCloseTo((estimate.tokens * 0.13) / 1e6, 12);
    expect(estimate.seconds).toBeGreaterThan(0);
    await writeFile(
      join(folder, "ragstone.config.json"),
      JSON.stringify({ embedder: "databricks:gte-large-en", prices: { "databricks:gte-large-en": { input: 50 } } }),
    );
    const dear = (await run(["plan", folder, "--json"])).json<Plan>().estimate;
    expect(dear.costUsd).toBeCloseTo((dear.tokens * 50) / 1e6, 12);
    expect(standin.requests).toEqual([]);

    const made = (await run(["index", folder, "--json"])).json<IndexReport>();
    expect(made.embedded).toMatchObject({ texts: dear.texts, tokens: dear.tokens });
    expect(made.costUsd).toBeCloseTo(dear.costUsd, 12);
  });

  test("an index of one model refuses the other before any request, naming both", async () => {
    const { run, standin } = await workspaceFor();
    const folder = await folderOf(documents);
    await run(["index", folder, "--embedder", "databricks:gte-large-en"]);
    standin.clearRequests();
    const commands = [
      ["search", "keys", folder],
      ["index", folder],
      ["plan", folder],
    ];
    for (const { code, json } of await Promise.all(
      commands.map((command) => run([...command, "--embedder", "databricks:bge-large-en", "--json"])),
    )) {
      expect(code).toBe(6);
      expect(json<ErrorJson>().error).toMatchObject({
        code: "model-mismatch",
        message: expect.stringMatching(/gte-large-en.*bge-large-en/su),
        hint: expect.stringContaining("ragstone migrate"),
      });
    }
    expect(standin.requests).toEqual([]);
  });

  test("an index migrates from GTE to BGE and to the built-in model, and each time answers as the new one", async () => {
    const { run, embedded } = await workspaceFor();
    const folder = await folderOf(documents);
    await run(["index", folder, "--embedder", "databricks:gte-large-en"]);
    const toBge = await run(["migrate", "--folder", folder, "--embedder", "databricks:bge-large-en", "--json"]);
    expect(toBge.code).toBe(0);
    expect(toBge.json()).toMatchObject({
      from: "databricks:gte-large-en",
      to: "databricks:bge-large-en",
      documents: 2,
      resumed: false,
    });
    const [found, indexed] = await Promise.all([
      run(["search", "canteen hours", folder, "--json"]),
      run(["index", folder, "--json"]),
    ]);
    expect(found.json<{ hits: Answer["sources"] }>().hits[0]?.path).toBe("lunch.txt");
    expect(embedded().at(-1)).toMatch(/^Represent this sentence/u);
    expect(indexed.json<IndexReport>().embedded.texts).toBe(0);
    const toStatic = await run(["migrate", "--folder", folder, "--embedder", "static-en-v1", "--json"]);
    expect(toStatic.json()).toMatchObject({ to: "static-en-v1", costUsd: null });
    expect((await run(["ask", question, folder, "--json"])).json<Answer>().status).toBe("answered");
  });

  test("an endpoint that is scaling up is waited for, with a notice", async () => {
    const { run, standin } = await workspaceFor({
      endpoints: [{ name: "my-gte", model: "databricks-gte-large-en" }],
    });
    standin.setEndpointState("my-gte", "not-ready");
    const folder = await folderOf(documents);
    const running = run(["index", folder, "--embedder", "databricks:my-gte?family=gte-large-en", "--json"]);
    // The command has asked for its state, and waits.
    await vi.waitUntil(() => standin.requests.some(({ method, status }) => method === "GET" && status === 200), {
      timeout: 60_000,
    });
    standin.setEndpointState("my-gte", "ready");
    const { code, err } = await running;
    expect(code).toBe(0);
    expect(err).toMatch(/note: my-gte is not ready .*waiting/u);
  });

  test("models lists the seven with windows, prices, limits, licences and retirement", async () => {
    const { run } = await workspaceFor();
    interface Models {
      readonly chat: readonly { readonly spec: string; readonly configured: boolean }[];
      readonly embedding: readonly {
        readonly spec: string;
        readonly windowTokens: number;
        readonly dimensions: number;
        readonly normalised: boolean;
      }[];
    }
    const { code, json } = await run(["models", "--json"]);
    expect(code).toBe(0);
    const { chat, embedding } = json<Models>();
    expect(chat.map(({ spec }) => spec)).toEqual(
      expect.arrayContaining(chatModels.map((name) => `databricks:${name}`)),
    );
    expect(embedding).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          spec: "databricks:gte-large-en",
          windowTokens: 8192,
          dimensions: 1024,
          normalised: false,
          configured: true,
        }),
        expect.objectContaining({
          spec: "databricks:bge-large-en",
          windowTokens: 512,
          dimensions: 1024,
          normalised: true,
          queryInstruction: expect.stringMatching(/^Represent/u),
        }),
      ]),
    );
    expect(chat.find(({ spec }) => spec === "databricks:claude-3-7-sonnet")).toMatchObject({
      contextTokens: 200_000,
      thinking: true,
      usdPerMillionTokens: { input: 3, output: 15 },
      retirement: { replacement: expect.any(String) },
      licence: expect.any(String),
    });
    const unconfigured = await run(["models", "--json"], { env: { DATABRICKS_HOST: "", DATABRICKS_TOKEN: "" } });
    expect(
      unconfigured.json<Models>().chat.find(({ spec }) => spec === "databricks:llama-4-maverick")?.configured,
    ).toBe(false);
  });
});

describe("chat models through the command", () => {
  test.each(chatModels)(
    "%s answers with a citation from the file, and refuses questions that no source answers",
    async (model) => {
      const { run, standin } = await workspaceFor();
      const folder = await indexedFolder(documents);
      const [answered, refused] = await Promise.all(
        [question, "What is the wingspan of an albatross?"].map((asked) =>
          run(["ask", asked, folder, "--model", `databricks:${model}`, "--json"]),
        ),
      );
      if (answered === undefined || refused === undefined) throw new Error("two questions have two answers");
      expect(answered.code).toBe(0);
      const answer = answered.json<Answer>();
      expect(answer).toMatchObject({
        status: "answered",
        model: `databricks:${model}`,
        refusal: null,
        reasoning: null,
      });
      expect(answer.text).toContain("90 days");
      expect(answer.claims.map(({ verdict }) => verdict)).toEqual(["quoted"]);
      const [citation] = answer.citations;
      expect(guide.slice(citation!.start, citation!.end)).toBe(citation!.quote);
      expect(answer.usage.inputTokens).toBeGreaterThan(100);
      expect(answer.usage.costUsd).toBeGreaterThan(0);
      expect(new Set(standin.requests.map(({ endpoint }) => endpoint))).toEqual(new Set([`databricks-${model}`]));

      expect(refused.code).toBe(3);
      expect(refused.json<Answer>().refusal?.reason).toBe("no-evidence");
    },
  );

  test("Claude thinks when asked to, apart from the answer", async () => {
    const { run, standin } = await workspaceFor();
    const folder = await indexedFolder(documents);
    const { code, json } = await run([
      "ask",
      question,
      folder,
      "--model",
      "databricks:claude-3-7-sonnet?thinking=2048",
      "--json",
    ]);
    expect(code).toBe(0);
    const answer = json<Answer>();
    expect(answer.reasoning).toContain("The user asks");
    expect(answer.text).not.toContain("The user asks");
    expect(standin.requests.at(-1)?.body).toMatchObject({ thinking: { type: "enabled", budget_tokens: 2048 } });

    const streamed = await run([
      "ask",
      question,
      folder,
      "--model",
      "databricks:claude-3-7-sonnet?thinking=2048",
      "--json",
      "--stream",
    ]);
    const types = streamed.out
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types.indexOf("reasoning")).toBeLessThan(types.indexOf("text"));
    expect(types.at(-1)).toBe("answer");

    const llama = await run([
      "ask",
      question,
      folder,
      "--model",
      "databricks:llama-4-maverick?thinking=2048",
      "--json",
    ]);
    expect(llama.code).toBe(2);
    const little = await run(["ask", question, folder, "--model", "databricks:claude-3-7-sonnet?thinking=9", "--json"]);
    expect(little.json<ErrorJson>().error).toMatchObject({
      code: "invalid-option",
      message: expect.stringContaining("1024"),
    });
  });

  test("an embedding model does not answer, and a chat model does not embed", async () => {
    const { run } = await workspaceFor();
    const folder = await indexedFolder(documents);
    const asked = await run(["ask", question, folder, "--model", "databricks:gte-large-en", "--json"]);
    expect(asked.code).toBe(2);
    expect(asked.json<ErrorJson>().error.message).toContain("chat model");
    const other = await folderOf(documents);
    const indexed = await run(["index", other, "--embedder", "databricks:claude-3-7-sonnet", "--json"]);
    expect(indexed.code).toBe(2);
    expect(indexed.json<ErrorJson>().error.message).toContain("embedding model");
  });

  test("an endpoint of one's own works by its name: its family is read from the workspace, or given", async () => {
    const { run, standin } = await workspaceFor({
      endpoints: [
        { name: "my-gte", model: "databricks-gte-large-en" },
        { name: "my-llama", model: "databricks-meta-llama-3-3-70b-instruct" },
      ],
    });
    const folder = await folderOf(documents);
    expect((await run(["index", folder, "--embedder", "databricks:my-gte", "--json"])).code).toBe(0);
    expect(standin.requests.map(({ path }) => path)).toContain("/api/2.0/serving-endpoints/my-gte");
    const answer = (await run(["ask", question, folder, "--model", "databricks:my-llama", "--json"])).json<Answer>();
    expect(answer).toMatchObject({ status: "answered", usage: { costUsd: null } });
    expect(
      (await run(["ask", question, folder, "--model", "databricks:my-llama?family=llama-3-3-70b-instruct", "--json"]))
        .code,
    ).toBe(0);
  });
});
