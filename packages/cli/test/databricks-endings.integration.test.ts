import type { Answer } from "@ragstone/core";
import { afterEach, expect, test } from "vitest";
import { hostileServer, type HostileServer } from "../../databricks/test/hostile-server.js";
import { indexedFolder } from "../../engine/test/databricks.js";
import { guide } from "../../engine/test/folder.js";
import { ragstone, type Ended } from "./command.js";
import type { ErrorJson } from "./databricks.js";

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const said = 'Signing keys are rotated every 90 days [1: "Signing keys are rotated every 90 days"].';

/** Asks a workspace whose model sends these choices, one per frame, and ends properly. */
async function asked(choices: readonly object[], flags: readonly string[] = ["--json"]): Promise<Ended> {
  server = await hostileServer((_, response) => {
    const frames = choices.map((choice) => `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`);
    response.writeHead(200, { "content-type": "text/event-stream" }).end(`${frames.join("")}data: [DONE]\n\n`);
  });
  const folder = await indexedFolder({ "guides/keys.md": guide });
  return ragstone(
    ["ask", "How often are signing keys rotated?", folder, "--model", "databricks:claude-3-7-sonnet", ...flags],
    { env: { DATABRICKS_HOST: server.host, DATABRICKS_TOKEN: "dapi-test" } },
  );
}

const text = (content: string) => ({ delta: { content }, finish_reason: null });
const thought = { delta: { content: [{ type: "reasoning", summary: [{ type: "summary_text", text: "Hm." }] }] } };
const end = (reason: string | null) => ({ delta: { content: "" }, finish_reason: reason });

test.each([
  ["length", "truncated"],
  ["content_filter", "filtered"],
])("an answer that ends with %s has the note %s", async (reason, note) => {
  const { code, json } = await asked([text(said), end(reason)]);
  expect([code, json<Answer>().notes.map(({ kind }) => kind)]).toEqual([0, [note]]);
});

test.each([
  ["no choice", []],
  ["an empty text", [text(""), end("stop")]],
  ["all of it filtered", [text(""), end("content_filter")]],
  ["a budget spent on thinking", [thought, end("length")]],
])("an answer with %s ends in the error `empty`, asked for once", async (_, choices) => {
  const { code, json } = await asked(choices);
  expect([code, json<ErrorJson>().error.code]).toEqual([7, "empty"]);
  expect(server!.requests).toBe(1);
});

test.each(["model_error", "pause_turn", "tool_calls"])(
  "an answer that ends with %s is never a success",
  async (reason) => {
    const { code, json } = await asked([text(said), end(reason)]);
    expect([code, json<ErrorJson>().error.code]).toEqual([7, "stream-cut"]);
    expect(json<ErrorJson>().error.message).toContain(reason);
  },
);

test("a stream that breaks off ends its line before the error", async () => {
  const { out, err } = await asked([text("Signing keys are rotated"), end("model_error")], []);
  expect(out).toMatch(/^Signing keys are rotated[^\n]*\n$/u);
  expect(err).toMatch(/^error: /mu);
});
