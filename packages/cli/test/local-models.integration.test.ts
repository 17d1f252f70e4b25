import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IndexCheck } from "@ragstone/core";
import type { PlanReport, SearchHits, StatusReport } from "@ragstone/engine";
import { guide, lunch } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { type ErrorJson } from "./databricks.js";

const documents = { "keys.md": guide, "lunch.txt": lunch };

let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ragstone-local-models-"));
  for (const [name, text] of Object.entries(documents)) await writeFile(join(folder, name), text);
  env = { XDG_DATA_HOME: join(folder, ".data") };
});
afterAll(() => rm(folder, { recursive: true }));

const modelDir = () => join(env["XDG_DATA_HOME"]!, "ragstone/models/minilm");

describe.skipIf(process.platform === "win32")("the local encoder through the command", () => {
  test("is added once, checked, and then plans, indexes, searches and reranks", async () => {
    const added = await ragstone(["models", "add", "minilm", "--json"], { env });
    expect(added.code).toBe(0);
    expect(added.json<object>()).toMatchObject({ model: "minilm", dir: modelDir(), state: "added" });
    const again = await ragstone(["models", "add", "minilm"], { env });
    expect(again.out).toContain("unchanged");
    const planned = await ragstone(["plan", folder, "--embedder", "minilm", "--json"], { env });
    expect(planned.json<PlanReport>().estimate.seconds).toBeGreaterThan(0);
    expect(await ragstone(["index", folder, "--embedder", "minilm", "--json"], { env })).toMatchObject({ code: 0 });
    for (const reranker of ["minilm", "off"]) {
      const found = await ragstone(["search", "exchanging secrets", folder, "--rerank", reranker, "--json"], { env });
      expect(found.json<{ hits: SearchHits }>().hits[0]?.path).toBe("keys.md");
    }
    const status = await ragstone(["status", "--json"], { cwd: folder, env: { ...env, RAGSTONE_RERANK: "minilm" } });
    expect(status.json<StatusReport>()).toMatchObject({ embedder: "minilm", reranker: "minilm" });
  });

  test("is reported when a file differs, with the command that replaces it", async () => {
    await writeFile(join(modelDir(), "tokenizer.json"), "{}");
    const search = await ragstone(["search", "keys", folder, "--json"], { env });
    expect(search.code).not.toBe(0);
    expect(search.json<ErrorJson>().error).toMatchObject({
      code: "model-damaged",
      hint: expect.stringContaining("ragstone models add minilm"),
    });
    const doctor = await ragstone(["doctor", "--rerank", "minilm", "--json"], { cwd: folder, env });
    expect(doctor.code).toBe(6);
    const { checks } = doctor.json<{ checks: IndexCheck[] }>();
    for (const name of ["model", "reranker"])
      expect(checks.find((check) => check.name === name)).toMatchObject({
        ok: false,
        detail: expect.stringContaining("tokenizer.json has 2 bytes"),
        fix: expect.stringContaining("ragstone models add minilm"),
      });
    expect(await ragstone(["models", "add", "minilm"], { env })).toMatchObject({ code: 0 });
    expect(await ragstone(["doctor"], { cwd: folder, env })).toMatchObject({ code: 0 });
  });

  test("other names, and rerankers that do not exist, are wrong usage", async () => {
    const unknown = await ragstone(["models", "add", "gte", "--json"], { env });
    expect(unknown.code).toBe(2);
    expect(unknown.json<ErrorJson>().error.hint).toContain("onnx:DIR");
    const reranker = await ragstone(["search", "keys", folder, "--rerank", "minilmm", "--json"], { env });
    expect(reranker.code).toBe(2);
    expect(reranker.json<ErrorJson>().error.hint).toContain("minilm");
  });
});
