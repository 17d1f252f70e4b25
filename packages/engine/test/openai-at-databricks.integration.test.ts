import { startStandin, type Standin } from "@ragstone/standin";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { folderOf, guide } from "./folder.js";
import { openRagstone } from "./open.js";

let standin: Standin;
beforeEach(async () => {
  standin = await startStandin();
  vi.stubEnv("OPENAI_API_KEY", standin.token);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await standin.close();
});

const atDatabricks = async (generator: string) =>
  openRagstone({
    folder: await folderOf({ "guide.md": guide }),
    generator,
    baseUrl: `${standin.host}/serving-endpoints`,
  });

it.each(["databricks-meta-llama-3-3-70b-instruct", "databricks-claude-3-7-sonnet"])(
  "`openai:` answers with %s at a Databricks base URL, which refuses stream_options",
  async (model) => {
    await using rag = await atDatabricks(`openai:${model}`);
    await rag.index();
    const answer = await rag.ask("How often are signing keys rotated?");
    expect([answer.status, answer.text]).toEqual(["answered", expect.stringContaining("90 days")]);
    await rag.ask("How often are signing keys rotated?");
    const refused = standin.requests.filter(({ status }) => status === 400);
    expect(refused.length).toBeLessThanOrEqual(1);
  },
);

it("names the length of an answer as the model wants it, and asks each model once", async () => {
  standin.setQuirks({ completionTokens: "require" });
  await using rag = await atDatabricks("openai:databricks-gpt-5-mini");
  await rag.index();
  for (let asked = 0; asked < 2; asked += 1) {
    const answer = await rag.ask("How often are signing keys rotated?", { maxTokens: 300 });
    expect(answer.text).toContain("90 days");
  }
  const sent = standin.requests.map(({ status, body }) => {
    const { max_tokens: old, max_completion_tokens: length } = body as Readonly<Record<string, unknown>>;
    return [status, old, length];
  });
  expect(sent).toEqual([
    [400, 300, undefined],
    [200, undefined, 300],
    [200, undefined, 300],
  ]);
});

it("learns what a server refuses for one opened index, not for the process", async () => {
  const refusals = async () => {
    standin.clearRequests();
    await using rag = await atDatabricks("openai:databricks-meta-llama-3-3-70b-instruct");
    await rag.index();
    await rag.ask("How often are signing keys rotated?");
    await rag.ask("How often are signing keys rotated?");
    return standin.requests.filter(({ status }) => status === 400).length;
  };
  expect(await refusals()).toBe(1);
  // The server may have been updated, and takes the field now.
  expect(await refusals()).toBe(1);
});

it("`openai:` embeds through a Databricks base URL", async () => {
  const folder = await folderOf({ "guide.md": guide });
  const embedder = "openai:databricks-gte-large-en?dimensions=1024&window=8192";
  await using rag = await openRagstone({ folder, embedder, baseUrl: `${standin.host}/serving-endpoints` });
  const report = await rag.index();
  expect([report.failed, report.embedded.texts]).toEqual([[], report.chunks.total]);
});

it("shows the message of an error in Databricks' envelope", async () => {
  await using rag = await atDatabricks("openai:databricks-nowhere");
  await rag.index();
  await expect(rag.ask("How often are signing keys rotated?")).rejects.toThrow(/The given endpoint does not exist/);
});
