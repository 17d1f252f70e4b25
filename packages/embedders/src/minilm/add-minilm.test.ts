import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minilmDir } from "@ragstone/minilm-en";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addMinilm } from "./add-minilm.js";
import { checkMinilm } from "./check-minilm.js";
import { findMinilm } from "./find-minilm.js";
import { minilmEmbedder } from "./minilm-embedder.js";

const absent = () => Promise.reject(new Error("not installed"));
const unreachable = () => Promise.reject(new Error("no network"));
let modelsDir: string;

beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), "ragstone-models-"));
});
afterEach(() => rm(modelsDir, { recursive: true }));

describe("adding minilm", () => {
  it("copies the installed package once, and then only checks the copy", async () => {
    const added = await addMinilm({ modelsDir, fetch: unreachable });
    expect(added).toEqual({ dir: join(modelsDir, "minilm"), state: "added", bytes: 23_882_043 });
    expect(await addMinilm({ modelsDir, fetch: unreachable })).toMatchObject({ state: "present" });
    expect(await readdir(modelsDir)).toEqual(["minilm"]);
    expect(await findMinilm({ modelsDir, load: absent })).toBe(added.dir);
  });

  it("replaces a copy of which a file differs", async () => {
    const { dir } = await addMinilm({ modelsDir, fetch: unreachable });
    await writeFile(join(dir, "config.json"), "{}");
    await expect(minilmEmbedder({ modelsDir })).rejects.toMatchObject({
      code: "model-damaged",
      message: expect.stringContaining("config.json has 2 bytes instead of 611"),
    });
    expect(await addMinilm({ modelsDir, fetch: unreachable })).toMatchObject({ state: "added" });
    await expect(checkMinilm(dir)).resolves.toBeUndefined();
  });

  it("fetches the package where it is not installed", async () => {
    const fetch = async (into: string) => {
      const fetched = join(into, "fetched");
      await cp(minilmDir, fetched, { recursive: true });
      return fetched;
    };
    expect(await addMinilm({ modelsDir, fetch, load: absent })).toMatchObject({ state: "added" });
    expect(await readdir(modelsDir)).toEqual(["minilm"]);
  });

  it("leaves nothing behind when the source is damaged or cannot be fetched", async () => {
    await expect(addMinilm({ modelsDir, fetch: unreachable, load: absent })).rejects.toThrow("no network");
    const from = join(modelsDir, "elsewhere");
    await cp(minilmDir, from, { recursive: true });
    await writeFile(join(from, "onnx/model_quantized.onnx"), new Uint8Array(23_414_723));
    await expect(addMinilm({ modelsDir, from, fetch: unreachable })).rejects.toMatchObject({
      code: "model-damaged",
      message: expect.stringContaining("checksum"),
    });
    expect(await readdir(modelsDir)).toEqual(["elsewhere"]);
  });

  it("names the given folder, not its own, when that is none or lacks a file", async () => {
    const from = join(modelsDir, "elsewhere");
    await expect(addMinilm({ modelsDir, from, fetch: unreachable })).rejects.toMatchObject({
      code: "model-missing",
      message: `${from} is no folder; expected the one with the files of minilm.`,
    });
    await mkdir(from);
    await expect(addMinilm({ modelsDir, from, fetch: unreachable })).rejects.toMatchObject({
      code: "model-damaged",
      message: `${from} does not contain minilm: 1_Pooling/config.json is missing.`,
      hint: expect.stringContaining("Name the folder"),
    });
  });

  it.each(["modules.json", "sentence_bert_config.json", "config_sentence_transformers.json"])(
    "replaces a copy to which %s was added, and is not opened with it",
    async (name) => {
      const { dir } = await addMinilm({ modelsDir, fetch: unreachable });
      await writeFile(join(dir, name), "{}");
      await expect(minilmEmbedder({ modelsDir })).rejects.toMatchObject({
        code: "model-damaged",
        message: expect.stringContaining(`${name} is not part of the model`),
      });
      expect(await addMinilm({ modelsDir, fetch: unreachable })).toMatchObject({ state: "added" });
    },
  );
});

describe("the embedder minilm", () => {
  it("names what is missing where it is neither added nor installed", async () => {
    await expect(minilmEmbedder({ modelsDir, load: absent })).rejects.toMatchObject({ code: "model-missing" });
  });

  it("is the same model wherever it is found", async () => {
    const embedder = await minilmEmbedder({ modelsDir: null });
    await embedder.close?.();
    expect(embedder.fingerprint).toMatchObject({ model: "minilm", revision: "a82ffa56f2aa-mean", dimensions: 384 });
    expect(embedder.windowTokens).toBe(512);
    expect(embedder.estimateSeconds!(1, 10_000)).toBeGreaterThan(0.01);
  });

  it("gives a text the same vector whatever other texts it is embedded with", async () => {
    const embedder = await minilmEmbedder({ modelsDir: null });
    const text = "Signing keys are rotated every ninety days.";
    const vectorNextTo = async (others: readonly string[]) =>
      (await embedder.embed([text, ...others], { kind: "passage" })).vectors[0];
    const alone = await vectorNextTo([]);
    expect(await vectorNextTo(["Zebra.", "Lunch is served at noon, and the menu changes."])).toEqual(alone);
    await embedder.close?.();
  });
});
