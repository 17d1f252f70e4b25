import { expect, onTestFinished, test, vi } from "vitest";
import { openRagstone } from "./open.js";
import { folderOf, guide } from "./folder.js";
import { workspaceFor } from "./databricks.js";

const question = "How often are signing keys rotated?";

test("a status before the first run is an error once, and the index answers after it", async () => {
  await using rag = await openRagstone({ folder: await folderOf({ "keys.md": guide }) });
  await expect(rag.status()).rejects.toMatchObject({ code: "index-missing" });
  await expect(rag.search(question)).rejects.toMatchObject({ code: "index-missing" });
  await rag.index();
  expect((await rag.ask(question)).status).toBe("answered");
  expect((await rag.status()).documents).toBe(1);
});

test("settings of an index that another instance made in the meantime are followed", async () => {
  const folder = await folderOf({ "keys.md": guide, "skipped.md": "# Skipped\n\nThe otter eats crayfish.\n" });
  await using early = await openRagstone({ folder });
  await expect(early.status()).rejects.toMatchObject({ code: "index-missing" });
  await early.plan();
  await using maker = await openRagstone({ folder, exclude: ["skipped.md"] });
  await maker.index();
  expect(await early.status()).toMatchObject({ documents: 1, stale: [] });
});

test("credentials that arrive later in the environment are used by the next call", async () => {
  const { standin } = await workspaceFor();
  for (const name of ["DATABRICKS_HOST", "DATABRICKS_TOKEN", "DATABRICKS_CONFIG_PROFILE"]) vi.stubEnv(name, undefined);
  vi.stubEnv("HOME", await folderOf({}));
  onTestFinished(() => void vi.unstubAllEnvs());
  await using rag = await openRagstone({
    folder: await folderOf({ "keys.md": guide }),
    embedder: "databricks:gte-large-en",
  });
  await expect(rag.index()).rejects.toMatchObject({ code: "sign-in-failed" });
  vi.stubEnv("DATABRICKS_HOST", standin.host);
  vi.stubEnv("DATABRICKS_TOKEN", standin.token);
  expect((await rag.index()).documents.indexed).toBe(1);
  expect((await rag.ask(question)).status).toBe("answered");
});

test("an endpoint that was not there when the embedder was built is looked up again", async () => {
  const { standin } = await workspaceFor({ endpoints: [{ name: "my-gte", model: "databricks-gte-large-en" }] });
  vi.stubEnv("DATABRICKS_HOST", standin.host);
  vi.stubEnv("DATABRICKS_TOKEN", standin.token);
  onTestFinished(() => void vi.unstubAllEnvs());
  standin.setEndpointState("my-gte", "missing");
  await using rag = await openRagstone({ folder: await folderOf({ "keys.md": guide }), embedder: "databricks:my-gte" });
  await expect(rag.index()).rejects.toMatchObject({ code: "endpoint-missing" });
  standin.setEndpointState("my-gte", "ready");
  expect((await rag.index()).documents.indexed).toBe(1);
  expect((await rag.ask(question)).status).toBe("answered");
});
