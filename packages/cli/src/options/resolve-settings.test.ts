import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { resolveSettings } from "./resolve-settings.js";
import type { Settings } from "./settings.js";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-settings-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function folderWith(config: unknown) {
  const folder = temporaryFolder();
  const write = (content: unknown) =>
    writeFileSync(
      join(folder, "ragstone.config.json"),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  write(config);
  const dataDir = temporaryFolder();
  const resolve = (given: Settings = {}, trust = false) => resolveSettings({ given, folder, dataDir, trust });
  return { write, resolve };
}

describe("the folder's file", () => {
  test("sets options by the names of the command, and what is given wins over it", async () => {
    const { resolve } = folderWith({ model: "extractive", k: 5, prices: { x: { input: 1 } } });
    expect(await resolve({ k: 2 })).toEqual({ generator: "extractive", k: 2, prices: { x: { input: 1 } } });
  });

  test.each([
    [{ modle: "x" }, "ragstone.config.json: modle", "Did you mean `model`?"],
    [{ topK: 3 }, "ragstone.config.json: topK", "Did you mean `k`?"],
    [{ folder: "/" }, "ragstone.config.json: folder", "Remove"],
    [{ k: "8" }, 'ragstone.config.json: k is "8"', "a whole number"],
    [{ prices: { x: { input: -1 } } }, "ragstone.config.json: prices.x.input is -1", "a number"],
    ["{", "ragstone.config.json", "Repair the file"],
    [[1], "ragstone.config.json is [1]", "a JSON object"],
  ])("is refused with %j", async (config, message, hint) => {
    const { resolve } = folderWith(config);
    await expect(resolve()).rejects.toMatchObject({
      code: "invalid-option",
      message: expect.stringContaining(message) as string,
      hint: expect.stringContaining(hint) as string,
    });
  });
});

describe("consent", () => {
  test.each([
    [{ baseUrl: "http://127.0.0.1:9/v1" }, "baseUrl", "RAGSTONE_BASE_URL"],
    [{ embedder: "onnx:./model" }, "embedder", "RAGSTONE_EMBEDDER"],
    [{ model: "openai:x", baseUrl: "https://example.org" }, "baseUrl", "RAGSTONE_BASE_URL"],
  ])("%j takes effect only with it", async (config, key, variable) => {
    const { resolve } = folderWith(config);
    await expect(resolve()).rejects.toMatchObject({
      code: "invalid-option",
      message: expect.stringContaining(`ragstone.config.json: ${key} is`) as string,
      hint: expect.stringMatching(`--trust-config.*${variable}`) as string,
    });
    await resolve({}, true);
    await expect(resolve()).resolves.toMatchObject({});
  });

  test("is not needed for specs of known providers, nor for values that are overridden", async () => {
    await expect(folderWith({ embedder: "databricks:gte-large-en" }).resolve()).resolves.toMatchObject({});
    const { resolve } = folderWith({ baseUrl: "http://127.0.0.1:9" });
    const baseUrl = "http://127.0.0.1:1";
    expect(await resolve({ baseUrl })).toEqual({ baseUrl });
  });

  test("ends when the file changes what was consented to, and only then", async () => {
    const { write, resolve } = folderWith({ baseUrl: "http://127.0.0.1:9" });
    await resolve({}, true);
    write({ baseUrl: "http://127.0.0.1:9", k: 4 });
    expect(await resolve()).toMatchObject({ k: 4 });
    write({ baseUrl: "http://127.0.0.1:10", k: 4 });
    await expect(resolve()).rejects.toMatchObject({ code: "invalid-option" });
  });

  test("for one folder is not consent for another", async () => {
    const config = { baseUrl: "http://127.0.0.1:9" };
    await folderWith(config).resolve({}, true);
    await expect(folderWith(config).resolve()).rejects.toMatchObject({ code: "invalid-option" });
  });
});
