import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of OpenAI's chat protocol whose models misbehave by name. */
export interface FakeProvider {
  readonly url: string;
  /** Answers that are being written. */
  readonly open: () => number;
  stop(): Promise<void>;
}

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** Writes pieces, each after a pause. */
type Writer = (send: (text: string) => void, response: ServerResponse) => Promise<void>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const models: Readonly<Record<string, Writer>> = {
  async quick(send) {
    send('Signing keys are rotated every 90 days [1: "Signing keys are rotated every 90 days"].');
  },
  async slow(send, response) {
    for (let word = 1; !response.destroyed; word += 1) {
      send(`word${word} `);
      await pause(20);
    }
  },
  async dies(send, response) {
    for (let word = 1; word <= 20; word += 1) send(`word${word} `);
    await pause(200);
    response.destroy();
  },
  async long(send) {
    // About 100,000 tokens: numbered, so that a test sees whether one is missing.
    for (let line = 1; line <= 12_500; line += 1) {
      send(`Line ${line} of the answer.\n${line % 5 === 0 ? "\n" : ""}`);
      if (line % 100 === 0) await pause(5);
    }
  },
};

/** Starts the provider at a free port of loopback. */
export async function fakeProvider(): Promise<FakeProvider> {
  let open = 0;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const part of request) body += String(part);
    const { model } = JSON.parse(body) as ChatRequest;
    const write = models[model];
    if (write === undefined) {
      response.writeHead(400, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ error: { message: `the model ${model} is out of order`, type: "invalid_request_error" } }),
      );
      return;
    }
    open += 1;
    response.on("close", () => (open -= 1));
    response.writeHead(200, { "content-type": "text/event-stream" });
    const chunk = (rest: object) =>
      response.write(
        `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 0, model, ...rest })}\n\n`,
      );
    await write((content) => chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] }), response);
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
    chunk({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 } });
    response.end("data: [DONE]\n\n");
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    open: () => open,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
