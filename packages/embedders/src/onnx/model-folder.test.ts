import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readModelFolder } from "./model-folder.js";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "ragstone-folder-"));
  await write("onnx/model.onnx", "graph");
  await write("tokenizer.json", {});
  await write("config.json", { model_type: "bert", architectures: ["BertModel"], max_position_embeddings: 512 });
});
afterEach(() => rm(dir, { recursive: true }));

async function write(name: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(dir, name)), { recursive: true });
  await writeFile(join(dir, name), typeof content === "string" ? content : JSON.stringify(content));
}

describe("the folder of a model", () => {
  it("is an encoder's or a cross-encoder's by its architecture", async () => {
    expect(await readModelFolder(dir)).toMatchObject({ kind: "encoder", windowTokens: 512, pooling: null });
    await write("config.json", { architectures: ["XLMRobertaForSequenceClassification"], id2label: { 0: "LABEL_0" } });
    expect(await readModelFolder(dir)).toMatchObject({ kind: "cross-encoder" });
    await write("config.json", { id2label: { 0: "LABEL_0" } });
    expect(await readModelFolder(dir)).toMatchObject({ kind: "cross-encoder" });
    await write("config.json", {});
    expect(await readModelFolder(dir)).toMatchObject({ kind: "encoder" });
  });

  it("has the least window that a file names", async () => {
    await write("tokenizer_config.json", { model_max_length: 1e30 });
    expect(await readModelFolder(dir)).toMatchObject({ windowTokens: 512 });
    await write("sentence_bert_config.json", { max_seq_length: 256 });
    expect(await readModelFolder(dir)).toMatchObject({ windowTokens: 256 });
    await write("config.json", { model_type: "xlm-roberta", max_position_embeddings: 130 });
    expect(await readModelFolder(dir)).toMatchObject({ windowTokens: 128 });
  });

  it.each([
    [{ pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }, "cls"],
    [{ pooling_mode_cls_token: false, pooling_mode_mean_tokens: true }, "mean"],
    [{ pooling_mode: "cls" }, "cls"],
    [{ word_embedding_dimension: 384 }, "mean"],
  ])("pools as its configuration says: %j", async (pooling, expected) => {
    await write("1_Pooling/config.json", pooling);
    expect(await readModelFolder(dir)).toMatchObject({ pooling: expected });
  });

  it.each([
    ["1_Pooling/config.json", { pooling_mode_lasttoken: true }],
    ["1_Pooling/config.json", { pooling_mode_cls_token: true, pooling_mode_mean_tokens: true }],
    ["1_Pooling/config.json", { pooling_mode: "max" }],
    ["modules.json", [{ type: "sentence_transformers.models.Dense" }]],
  ])("is refused when its vectors would be wrong: %s %j", async (name, content) => {
    await write(name, content);
    await expect(readModelFolder(dir)).rejects.toMatchObject({
      code: "model-unsupported",
      message: expect.stringContaining(name),
    });
  });

  it("has the prompts of queries and passages that it was trained with", async () => {
    await write("modules.json", [{ type: "sentence_transformers.models.Normalize" }]);
    expect(await readModelFolder(dir)).toMatchObject({ prompts: { query: "", passage: "" } });
    await write("config_sentence_transformers.json", { prompts: { query: "query: ", document: "passage: " } });
    expect(await readModelFolder(dir)).toMatchObject({ prompts: { query: "query: ", passage: "passage: " } });
    await write("config_sentence_transformers.json", { prompts: null });
    expect(await readModelFolder(dir)).toMatchObject({ prompts: { query: "", passage: "" } });
  });

  it.each([
    ["modules.json", {}],
    ["modules.json", "{"],
    ["config.json", []],
    ["config_sentence_transformers.json", "null"],
    ["sentence_bert_config.json", "1"],
  ])("is damaged when a file is not the JSON that it should be: %s %j", async (name, content) => {
    await write(name, content);
    await expect(readModelFolder(dir)).rejects.toMatchObject({
      code: "model-damaged",
      message: expect.stringContaining(name),
    });
  });

  it("has an unknown layer where one has no type", async () => {
    await write("modules.json", [null]);
    await expect(readModelFolder(dir)).rejects.toMatchObject({ code: "model-unsupported" });
  });
});
