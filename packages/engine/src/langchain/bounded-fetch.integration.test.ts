import { getEventListeners, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { boundedFetch } from "./bounded-fetch.js";

/** A service whose answers begin, and end with `end`. */
async function service() {
  const answers: (() => void)[] = [];
  const server = createServer((_, outgoing) => {
    outgoing.write("begun");
    answers.push(() => outgoing.end(" and ended"));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, end: () => answers.shift()!(), close: () => server.closeAllConnections() };
}

it("leaves the caller's signal when an answer was read, was left, or broke off", async () => {
  const { url, end, close } = await service();
  const { signal } = new AbortController();
  const listeners = () => getEventListeners(signal, "abort").length;
  const read = await boundedFetch(url, { signal });
  expect(listeners()).toBe(1);
  end();
  expect(await read.text()).toBe("begun and ended");
  expect(listeners()).toBe(0);

  const left = await boundedFetch(url, { signal });
  await left.body!.cancel();
  expect(listeners()).toBe(0);

  const broken = await boundedFetch(url, { signal });
  const text = broken.text();
  close();
  await expect(text).rejects.toThrow("terminated");
  await expect(boundedFetch("http://127.0.0.1:1/", { signal })).rejects.toThrow("fetch failed");
  expect(listeners()).toBe(0);
});

it("ends with the caller's signal, and with its own time", async () => {
  const { url } = await service();
  const caller = new AbortController();
  const text = (await boundedFetch(url, { signal: caller.signal })).text();
  caller.abort(new Error("the reader left"));
  await expect(text).rejects.toThrow("the reader left");

  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const late = (await boundedFetch(url)).text();
  late.catch(() => {});
  await vi.advanceTimersByTimeAsync(31 * 60_000);
  await expect(late).rejects.toMatchObject({ name: "TimeoutError" });
});
