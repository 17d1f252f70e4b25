import { connect, type Socket } from "node:net";
import { expect, it, vi } from "vitest";
import { asTeam, ownersToken, served } from "./served.js";
import { slowGenerator } from "./slow-generator.js";

const body = JSON.stringify({ question: "How often are signing keys rotated?", stream: true });
const request = [
  "POST /api/collections/docs/ask HTTP/1.1",
  "host: 127.0.0.1",
  `authorization: Bearer ${ownersToken}`,
  "content-type: application/json",
  `content-length: ${body.length}`,
  "",
  body,
].join("\r\n");

async function asking(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => {});
  socket.write(request);
  await new Promise((resolve) => socket.once("data", resolve));
  return socket;
}

it.each([
  ["closes its connection", (socket: Socket) => socket.destroy()],
  ["closes its half of the connection", (socket: Socket) => socket.end()],
  ["closes its half and reads no more", (socket: Socket) => socket.pause().end()],
])("ends the call of the model when the reader %s", async (_what, leave) => {
  const generator = slowGenerator();
  const { port } = await served({ open: { generator } });
  const socket = await asking(port);
  await vi.waitFor(() => expect(generator.open()).toBe(1), { timeout: 5000 });
  leave(socket);
  await vi.waitFor(() => expect(generator.open()).toBe(0), { timeout: 1000, interval: 20 });
  socket.destroy();
});

it("ends a stream whose reader takes nothing, and one that goes on for too long", async () => {
  const generator = slowGenerator({ pauseMs: 0, word: "word ".repeat(2000) });
  const { port } = await served({ open: { generator }, server: { limits: { stalledMs: 200 } } });
  const stalled = await asking(port);
  stalled.pause();
  await vi.waitFor(() => expect([generator.started(), generator.open()]).toEqual([1, 0]), { timeout: 10_000 });
  stalled.destroy();
  const endless = slowGenerator();
  const { call } = await served({ open: { generator: endless }, server: { limits: { deadlineMs: 300 } } });
  const text = await (await call("/api/collections/docs/ask", JSON.parse(body))).text();
  expect(text).toContain("event: error\n");
  expect(endless.open()).toBe(0);
});

it("keeps connections longer than its clients do", async () => {
  const { call } = await served();
  expect((await call("/health")).headers.get("keep-alive")).toBe("timeout=65");
});

it("refuses more requests at once than its limit", async () => {
  const generator = slowGenerator();
  const { port, call } = await served({ open: { generator }, server: { limits: { concurrency: 2 } } });
  const sockets = [await asking(port), await asking(port)];
  const busy = await call("/health");
  expect([busy.status, await busy.json()]).toMatchObject([503, { error: { code: "server-busy" } }]);
  for (const socket of sockets) socket.destroy();
  await vi.waitFor(async () => expect((await call("/health")).status).toBe(200), { timeout: 2000 });
});

it("leaves no call open after 100 streams of which half are left", async () => {
  const generator = slowGenerator({ words: 20 });
  const { port } = await served({ open: { generator } });
  const sockets = await Promise.all(Array.from({ length: 100 }, () => asking(port)));
  for (const [index, socket] of sockets.entries()) if (index % 2 === 0) socket.destroy();
  await vi.waitFor(() => expect([generator.started(), generator.open()]).toEqual([100, 0]), { timeout: 10_000 });
  for (const socket of sockets) socket.destroy();
});

it("keeps room for other requests when callers follow a collection many times", async () => {
  const { call } = await served({ server: { limits: { concurrency: 40 } } });
  const stop = new AbortController();
  const follow = async (caller: RequestInit, signal: AbortSignal) =>
    (await call("/api/collections/docs/events", undefined, { ...caller, signal })).status;
  const statuses = async (count: number, caller: RequestInit) => {
    const all = await Promise.all(Array.from({ length: count }, () => follow(caller, stop.signal)));
    return {
      accepted: all.filter((status) => status === 200).length,
      refused: all.filter((status) => status === 429).length,
    };
  };
  expect(await statuses(17, asTeam)).toEqual({ accepted: 16, refused: 1 });
  expect(await statuses(5, {})).toEqual({ accepted: 4, refused: 1 });
  expect((await call("/api/collections/docs/search", { query: "keys" })).status).toBe(200);
  stop.abort();
  await expect.poll(() => follow(asTeam, AbortSignal.timeout(2000)), { timeout: 5000 }).toBe(200);
});
