import { getEventListeners } from "node:events";
import { expect, it, vi } from "vitest";
import { linkSignals } from "./link-signals.js";

const listeners = (source: AbortSignal): number => getEventListeners(source, "abort").length;

it("fires with the first source and its reason, and follows the others no more", () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const { signal } = linkSignals([undefined, first.signal, second.signal], 60_000);
  expect([signal.aborted, listeners(first.signal), listeners(second.signal)]).toEqual([false, 1, 1]);
  second.abort("second");
  expect([signal.aborted, signal.reason]).toEqual([true, "second"]);
  expect([listeners(first.signal), listeners(second.signal)]).toEqual([0, 0]);
});

it("has fired where a source had", () => {
  const living = new AbortController();
  const { signal } = linkSignals([living.signal, AbortSignal.abort("before")], 60_000);
  expect([signal.aborted, signal.reason, listeners(living.signal)]).toEqual([true, "before", 0]);
});

it("fires when its time is over, as `AbortSignal.timeout()` does", async () => {
  const { signal } = linkSignals([], 1);
  await vi.waitFor(() => expect(signal.aborted).toBe(true));
  expect(signal.reason).toMatchObject({ name: "TimeoutError" });
});

it("has one listener at each source, whatever the number of signals, and fires them all", () => {
  const source = new AbortController();
  const linked = Array.from({ length: 20 }, () => linkSignals([source.signal], 60_000));
  expect(listeners(source.signal)).toBe(1);
  linked[0]![Symbol.dispose]();
  source.abort("left");
  expect(linked.filter(({ signal }) => signal.aborted)).toHaveLength(19);
  expect(listeners(source.signal)).toBe(0);
});

it("leaves nothing with its sources and no timer when it is disposed of", () => {
  vi.useFakeTimers();
  try {
    const source = new AbortController();
    for (let call = 0; call < 3; call += 1) {
      using linked = linkSignals([source.signal], 60_000);
      expect([linked.signal.aborted, listeners(source.signal), vi.getTimerCount()]).toEqual([false, 1, 1]);
    }
    expect([listeners(source.signal), vi.getTimerCount()]).toEqual([0, 0]);
  } finally {
    vi.useRealTimers();
  }
});
