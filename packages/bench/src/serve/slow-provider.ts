import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A chat model that speaks OpenAI's protocol, writes a word every 50 ms, and counts the calls that are open. */
export interface SlowProvider {
  readonly baseUrl: string;
  /** Calls whose response has not ended and whose connection is open. */
  open(): number;
  started(): number;
  close(): void;
}

const wordMs = 50;

export async function slowProvider(words: number): Promise<SlowProvider> {
  let open = 0;
  let started = 0;
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    if (!incoming.url?.endsWith("/chat/completions")) return void outgoing.writeHead(404).end("{}");
    open += 1;
    started += 1;
    let left = words;
    outgoing.writeHead(200, { "content-type": "text/event-stream" });
    const write = (delta: object, finish: string | null): void => {
      const choices = [{ index: 0, delta, finish_reason: finish }];
      const chunk = { id: "1", object: "chat.completion.chunk", created: 0, model: "slow", choices };
      outgoing.write(`data: ${JSON.stringify(chunk)}\n\n`);
    };
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) return write({ role: "assistant", content: "word " }, null);
      write({}, "stop");
      outgoing.end("data: [DONE]\n\n");
    }, wordMs);
    outgoing.once("close", () => {
      clearInterval(timer);
      open -= 1;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    open: () => open,
    started: () => started,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
