import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { servedModels, startStandin } from "@ragstone/standin";
import type { Standin } from "@ragstone/standin";

// A Python with databricks-sdk, openai, databricks-openai and databricks-langchain (which needs mcp < 2).
const python = process.env["RAGSTONE_PYTHON"] ?? "";
const usable = python !== "" && existsSync(python);
const script = fileURLToPath(new URL("python/clients.py", import.meta.url));

type Seen = Readonly<Record<"sdk" | "openai" | "langchain" | "databricks_openai", Readonly<Record<string, unknown>>>>;

describe.skipIf(!usable)("official Python clients (RAGSTONE_PYTHON names the interpreter; skipped without)", () => {
  let standin: Standin;
  let seen: Seen;
  beforeAll(async () => {
    standin = await startStandin();
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: tmpdir(),
      STANDIN_HOST: standin.host,
      STANDIN_TOKEN: standin.token,
      STANDIN_CLIENT_ID: standin.clientId,
      STANDIN_CLIENT_SECRET: standin.clientSecret,
    };
    const { stdout } = await promisify(execFile)(python, [script], { env, timeout: 110_000 });
    seen = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Seen;
  });
  afterAll(() => standin.close());

  it("databricks-sdk signs in by token and by client secret, lists, shows and queries endpoints", ({ skip }) => {
    if (typeof seen.sdk["missing"] === "string") skip(seen.sdk["missing"]);
    expect(seen.sdk).toEqual({
      endpoints: servedModels.map((model) => model.endpoint).toSorted(),
      task: "llm/v1/embeddings",
      chat: "You said: Good morning",
      vectors: 2,
      oauth: "databricks-bge-large-en",
      wrongToken: "PermissionDenied",
    });
  });

  it("openai embeds, streams, calls tools and shows reasoning", ({ skip }) => {
    if (typeof seen.openai["missing"] === "string") skip(seen.openai["missing"]);
    expect(seen.openai).toEqual({
      dimensions: [1024, 1024],
      stream: "1 2 3 4 5 6 7 8 9 10 11 12",
      call: { city: "Paris" },
      items: ["reasoning", "text"],
      wrongToken: 403,
    });
  });

  it("databricks-openai, signed in by client secret, chats, streams, calls tools and embeds with every model", ({
    skip,
  }) => {
    if (typeof seen.databricks_openai["missing"] === "string") skip(seen.databricks_openai["missing"]);
    expect(seen.databricks_openai).toEqual({
      answers: [["You said: Good morning", "1 2 3 4 5 6 7 8 9", '{"city": "Paris"}']],
      dimensions: servedModels.filter(({ task }) => task === "llm/v1/embeddings").map(() => 1024),
    });
  });

  it("databricks-langchain chats, streams, calls tools and embeds", ({ skip }) => {
    if (typeof seen.langchain["missing"] === "string") skip(seen.langchain["missing"]);
    expect(seen.langchain).toEqual({
      chat: "You said: Good morning",
      stream: "1 2 3 4 5 6 7 8 9",
      call: { city: "Paris" },
      documents: 45,
      query: 1024,
    });
  });
});
