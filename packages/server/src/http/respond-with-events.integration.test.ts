import { getEventListeners, once } from "node:events";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { respondWithEvents } from "./respond-with-events.js";

it("follows the server's end while a stream runs, and no longer", async () => {
  const { signal: stopping } = new AbortController();
  const streams: (() => void)[] = [];
  const server = createServer(
    (incoming, outgoing) =>
      void respondWithEvents(
        { incoming, outgoing },
        { deadlineMs: 60_000, stalledMs: 60_000, stopping },
        async (events, signal) => {
          const left = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
          await events.send("begun");
          await Promise.race([left, new Promise<void>((resolve) => streams.push(resolve))]);
        },
      ),
  ).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async () => {
    const sent = get({ port, host: "127.0.0.1", agent: false });
    const [response] = (await once(sent, "response")) as [NodeJS.ReadableStream];
    response.on("error", () => {}).resume();
    return sent;
  };
  const requests = await Promise.all([ask(), ask(), ask(), ask()]);
  await vi.waitFor(() => expect(streams).toHaveLength(4));
  expect(getEventListeners(stopping, "abort")).toHaveLength(1);
  for (const request of requests.slice(2)) request.destroy();
  for (const end of streams.slice(0, 2)) end();
  await vi.waitFor(() => expect(getEventListeners(stopping, "abort")).toHaveLength(0));
});
