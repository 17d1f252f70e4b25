import { existsSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listModels } from "../src/index.js";
import { remoteServices } from "../src/internal.js";
import { indexedFolder, workspaceFor } from "./databricks.js";
import { folderOf, guide } from "./folder.js";
import { openRagstone } from "./open.js";

beforeEach(async () => {
  for (const name of ["DATABRICKS_HOST", "DATABRICKS_TOKEN", "DATABRICKS_CONFIG_PROFILE"]) vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", await folderOf({}));
});
afterEach(() => vi.unstubAllEnvs());

test("a custom chat endpoint is asked about once, however many questions it answers", async () => {
  const { standin } = await workspaceFor({
    endpoints: [{ name: "my-llama", model: "databricks-meta-llama-3-3-70b-instruct" }],
  });
  vi.stubEnv("DATABRICKS_HOST", standin.host);
  vi.stubEnv("DATABRICKS_TOKEN", standin.token);
  const folder = await indexedFolder({ "guides/keys.md": guide });
  await using rag = await openRagstone({ folder, generator: "databricks:my-llama" });
  for (const question of ["How often are signing keys rotated?", "How often are keys rotated?"])
    expect((await rag.ask(question)).status).toBe("answered");
  const asked = standin.requests.filter(({ method, path }) => method === "GET" && path.endsWith("/my-llama"));
  expect(asked).toHaveLength(1);
});

test.skipIf(process.platform === "win32")("listing models runs no program for a host without a token", async () => {
  const dir = await folderOf({ databricks: '#!/bin/sh\n: > "$0.ran"\nexit 1\n' });
  await chmod(join(dir, "databricks"), 0o755);
  vi.stubEnv("PATH", dir);
  vi.stubEnv("DATABRICKS_HOST", "https://h.example.com");
  const { chat } = await listModels();
  expect(chat.find(({ provider }) => provider === "databricks")?.configured).toBe(true);
  const services = await remoteServices();
  expect(await Promise.all(services.map((service) => service.isConfigured()))).toEqual([true]);
  expect(existsSync(join(dir, "databricks.ran"))).toBe(false);
});
