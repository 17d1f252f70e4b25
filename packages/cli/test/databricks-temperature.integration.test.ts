import { join } from "node:path";
import type { Standin } from "@ragstone/standin";
import { afterEach, describe, expect, test } from "vitest";
import { hostileServer, type HostileServer } from "../../databricks/test/hostile-server.js";
import { indexedFolder } from "../../engine/test/databricks.js";
import { guide } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { workspaceFor, type ErrorJson } from "./databricks.js";

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const documents = { "guides/keys.md": guide };
const question = "How often are signing keys rotated?";
const ask = (folder: string, model: string, ...flags: readonly string[]) => [
  "ask",
  question,
  folder,
  "--no-sync",
  "--model",
  model,
  "--json",
  ...flags,
];
const sentBy = ({ requests }: Standin) =>
  requests.map(({ body }) => (body as { readonly temperature?: number }).temperature);

describe("the temperature", () => {
  test.each<[string, readonly string[], number | undefined]>([
    ["databricks:meta-llama-3-3-70b-instruct", [], 0],
    ["databricks:meta-llama-3-3-70b-instruct?temperature=0.5", [], 0.5],
    ["databricks:meta-llama-3-3-70b-instruct?temperature=0.5", ["--temperature", "1.5"], 1.5],
    ["databricks:claude-3-7-sonnet?thinking=1024", [], undefined],
    ["databricks:claude-3-7-sonnet?thinking=1024", ["--temperature", "1.5"], undefined],
  ])("of an answer by %s with %j is %s", async (model, flags, temperature) => {
    const { run, standin } = await workspaceFor();
    const { code } = await run(ask(await indexedFolder(documents), model, ...flags));
    expect([code, sentBy(standin)]).toEqual([0, [temperature]]);
  });

  test("of the judge is 0, whatever the answer's is", async () => {
    const { run, standin } = await workspaceFor();
    const model = "databricks:meta-llama-3-3-70b-instruct";
    await run(ask(await indexedFolder(documents), model, "--judge", model, "--temperature", "1"));
    const sent = sentBy(standin);
    expect(sent.length).toBeGreaterThan(1);
    expect(sent).toEqual([1, ...sent.slice(1).map(() => 0)]);
  });

  test("is not sent again to a model that refuses it, and a chosen one is not dropped", async () => {
    const sent: unknown[] = [];
    server = await hostileServer((body, response) => {
      const { temperature } = JSON.parse(body) as { readonly temperature?: number };
      sent.push(temperature);
      if (temperature !== undefined) {
        const error = { error_code: "BAD_REQUEST", message: "`temperature` is deprecated for this model." };
        response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify(error));
        return;
      }
      const said = 'Every 90 days [1: "Signing keys are rotated every 90 days"].';
      const choice = { index: 0, message: { content: said }, finish_reason: "stop" };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ choices: [choice] }));
    });
    const env = { DATABRICKS_HOST: server.host, DATABRICKS_TOKEN: "dapi-test" };
    const folder = await indexedFolder(documents);
    const judged = ["--judge", "databricks:claude-3-7-sonnet"];
    expect((await ragstone(ask(folder, "databricks:claude-3-7-sonnet", ...judged), { env })).code).toBe(0);
    expect(sent.slice(0, 2)).toEqual([0, undefined]);
    sent.length = 0;
    const chosen = await ragstone(ask(folder, "databricks:claude-3-7-sonnet?temperature=0.3"), { env });
    expect([chosen.code, sent]).toEqual([7, [0.3]]);
    expect(chosen.json<ErrorJson>().error.message).toContain("deprecated for this model");
  });

  test.each([
    ["databricks:claude-3-7-sonnet?temprature=1", ["family, context, max, temperature, thinking"]],
    ["databricks:claude-3-7-sonnet?temperature=hot", ["temperature", "hot", "a number from 0 to 2"]],
    ["databricks:claude-3-7-sonnet?temperature=", ["a number from 0 to 2"]],
    ["openai:some-model?temprature=1", ["context, temperature"]],
  ])("in %s is an error that lists what is known", async (model, words) => {
    const { run } = await workspaceFor();
    const ended = await run(ask(await indexedFolder(documents), model));
    expect([ended.code, ended.json<ErrorJson>().error.code]).toEqual([2, "invalid-option"]);
    for (const word of words) expect(ended.json<ErrorJson>().error.message).toContain(word);
  });

  test("of an embedding model is an unknown parameter", async () => {
    const { run } = await workspaceFor();
    const folder = await indexedFolder(documents);
    const ended = await run([
      "migrate",
      "--index",
      join(folder, ".ragstone"),
      "--embedder",
      "databricks:gte-large-en?temperature=0",
      "--json",
    ]);
    expect([ended.code, ended.json<ErrorJson>().error.message]).toEqual([2, expect.stringContaining("family")]);
  });
});
