import type { RagstoneEvent } from "@ragstone/core";
import { afterEach, expect, it } from "vitest";
import { createWorkspace, databricksEmbedder, findModel, streamChat, type ResolvedChatModel } from "../src/index.js";
import { hostileServer, type HostileServer } from "./hostile-server.js";

let server: HostileServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

/** A server and a workspace: the server continues an answer only after the awaited silence was noticed. */
async function noticing(
  awaited: string,
  answer: (response: Parameters<Parameters<typeof hostileServer>[0]>[1], noticed: Promise<string>) => Promise<unknown>,
) {
  let resolve: (message: string) => void;
  const noticed = new Promise<string>((done) => {
    resolve = done;
  });
  server = await hostileServer((_, response) => answer(response, noticed));
  const onEvent = (event: RagstoneEvent) => {
    if (event.type === "notice-raised" && event.code === "service-silent" && event.message.startsWith(awaited))
      resolve(event.message);
  };
  const workspace = createWorkspace({ host: server.host, token: "dapi-test", env: {}, silenceNoticeMs: 20, onEvent });
  return { workspace, noticed };
}

it("says which answer it waits for, when nothing comes", async () => {
  const { workspace, noticed } = await noticing("Waiting for an answer", async (response, silence) => {
    await silence;
    const data = [{ index: 0, embedding: Array.from({ length: 1024 }, () => 1) }];
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
  });
  const { vectors } = await databricksEmbedder({ model: "gte-large-en", workspace }).embed(["a"], { kind: "passage" });
  expect(vectors).toHaveLength(1);
  expect(await noticed).toMatch(
    /^Waiting for an answer from databricks-gte-large-en at http:.*nothing has come for 0\.02 s.*after 130 s/,
  );
});

it("says so in the middle of a stream that only keeps its connection", async () => {
  const { workspace, noticed } = await noticing("Waiting for the rest", async (response, silence) => {
    const frame = (choice: object) => `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`${frame({ delta: { content: "Keys" } })}: keep-alive\n\n`);
    await silence;
    response.end(`${frame({ delta: { content: "." }, finish_reason: "stop" })}data: [DONE]\n\n`);
  });
  const model = findModel("claude-3-7-sonnet") as ResolvedChatModel;
  let text = "";
  for await (const part of streamChat({ workspace, model, request: { messages: [{ role: "user", content: "?" }] } }))
    if (part.type === "text") text += part.text;
  expect(text).toBe("Keys.");
  expect(await noticed).toMatch(/^Waiting for the rest of an answer from databricks-claude-3-7-sonnet/);
});
