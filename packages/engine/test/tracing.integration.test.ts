import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Usage } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { openTracing } from "../src/telemetry/open-tracing.js";
import { workspaceFor } from "./databricks.js";
import { folderOf, guide } from "./folder.js";

interface ReadSpan {
  readonly name: string;
  readonly parent: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly { readonly name: string }[];
}

interface StepResult {
  readonly usage: Usage | null;
  readonly code: string | null;
  readonly spans: readonly ReadSpan[];
}

const program = fileURLToPath(new URL("traced-run.mjs", import.meta.url));
const run = promisify(execFile);

/** The spans that the SDK exports of each step over a workspace. */
async function spansOf(
  steps: readonly ("index" | "refresh" | "search" | "ask")[],
  {
    telemetry = true,
    prepare,
  }: {
    readonly telemetry?: boolean;
    readonly prepare?: (standin: Awaited<ReturnType<typeof workspaceFor>>["standin"]) => void;
  } = {},
): Promise<readonly StepResult[]> {
  const { standin } = await workspaceFor();
  prepare?.(standin);
  const folder = await folderOf({ "keys.md": guide });
  const env = { ...process.env, DATABRICKS_HOST: standin.host, DATABRICKS_TOKEN: standin.token };
  const { stdout } = await run(process.execPath, [program, folder, String(telemetry), ...steps], { env });
  return JSON.parse(stdout) as StepResult[];
}

const named = ({ spans }: StepResult, name: string): ReadSpan => {
  const span = spans.find((one) => one.name === name);
  if (span === undefined) throw new TypeError(`no span ${name} among ${spans.map((one) => one.name).join(", ")}`);
  return span;
};

describe("spans", () => {
  it("of index, search, ask and model calls have the names and attributes of the GenAI conventions", async () => {
    const [index, search, ask] = await spansOf(["index", "search", "ask"]);
    expect(named(index!, "index").attributes).toMatchObject({
      "gen_ai.operation.name": "index",
      "ragstone.documents.indexed": 1,
    });
    const embeddings = named(index!, "embeddings gte-large-en");
    expect(embeddings.parent).toBe("index");
    expect(embeddings.attributes).toMatchObject({
      "gen_ai.operation.name": "embeddings",
      "gen_ai.provider.name": "databricks",
      "gen_ai.request.model": "gte-large-en",
      "gen_ai.embeddings.dimension.count": 1024,
      "gen_ai.usage.input_tokens": expect.any(Number),
    });

    expect(named(search!, "search").attributes).toMatchObject({
      "gen_ai.operation.name": "search",
      "ragstone.hits": 1,
    });
    expect(named(search!, "embeddings gte-large-en").parent).toBe("search");

    expect(named(ask!, "ask").attributes).toMatchObject({
      "gen_ai.operation.name": "ask",
      "gen_ai.request.model": "claude-3-7-sonnet",
      "gen_ai.usage.input_tokens": ask!.usage?.inputTokens,
      "gen_ai.usage.output_tokens": ask!.usage?.outputTokens,
      "ragstone.answer.status": "answered",
    });
    const chat = named(ask!, "chat claude-3-7-sonnet");
    expect([chat.parent, named(ask!, "search").parent]).toEqual(["ask", "ask"]);
    expect(chat.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "databricks",
      "gen_ai.request.model": "claude-3-7-sonnet",
      "gen_ai.usage.output_tokens": expect.any(Number),
      "gen_ai.response.finish_reasons": ["stop"],
    });
    for (const text of ["signing", "rotated", "keys.md"])
      expect(JSON.stringify([index, search, ask])).not.toContain(text);
  });

  it("of failures have the error's code, and the attempts before as events", async () => {
    const [index, ask] = await spansOf(["index", "ask"], {
      prepare(standin) {
        standin.setFaults(["503*1"]);
        standin.setEndpointState("databricks-claude-3-7-sonnet", "forbidden");
      },
    });
    expect(named(index!, "embeddings gte-large-en").events.map(({ name }) => name)).toContain(
      "ragstone.request-retried",
    );
    expect(ask!.code).toBe("permission-denied");
    for (const name of ["ask", "chat claude-3-7-sonnet"])
      expect(named(ask!, name).attributes["error.type"]).toBe("permission-denied");
  });

  it("of an index that is made on the way have the same names", async () => {
    const [refresh] = await spansOf(["refresh"]);
    expect(named(refresh!, "index").attributes).toMatchObject({ "ragstone.documents.indexed": 1 });
    expect(named(refresh!, "embeddings gte-large-en").parent).toBe("index");
  });

  it("are made only on request", async () => {
    const [index, search] = await spansOf(["index", "search"], { telemetry: false });
    expect([index?.spans, search?.spans]).toEqual([[], []]);
  });

  it("need the API, and say so", async () => {
    const missing = () => Promise.reject(new Error("Cannot find package"));
    await expect(openTracing(missing)).rejects.toMatchObject({
      code: "dependency-missing",
      hint: expect.stringContaining("npm install @opentelemetry/api"),
    });
  });
});
