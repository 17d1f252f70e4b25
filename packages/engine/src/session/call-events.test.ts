import type { RagstoneEvent } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { CallEvents } from "./call-events.js";

const notice = (message: string): RagstoneEvent => ({ type: "notice-raised", code: "test", message });

/** A call that raises two notices, the second after others had their turn. */
async function* call(events: CallEvents, name: string): AsyncGenerator<string> {
  events.emit(notice(`${name} 1`));
  yield name;
  await new Promise(setImmediate);
  events.emit(notice(`${name} 2`));
  yield name;
}

const messages = (log: readonly RagstoneEvent[]) => log.map((event) => (event as { message: string }).message);

describe("events of calls", () => {
  it("reach the listener of their own call, and that of all", async () => {
    const all: RagstoneEvent[] = [];
    const events = new CallEvents((event) => all.push(event));
    const heard = await Promise.all(
      ["a", "b", "c"].map(async (name) => {
        const own: RagstoneEvent[] = [];
        for await (const _ of events.during(
          (event) => own.push(event),
          () => call(events, name),
        ))
          await new Promise(setImmediate);
        return messages(own);
      }),
    );
    expect(heard).toEqual(["a", "b", "c"].map((name) => [`${name} 1`, `${name} 2`]));
    expect(messages(all).toSorted()).toEqual(["a 1", "a 2", "b 1", "b 2", "c 1", "c 2"]);
  });

  it("are told once to a listener of both", async () => {
    const log: RagstoneEvent[] = [];
    const listener = (event: RagstoneEvent) => void log.push(event);
    const events = new CallEvents(listener);
    for await (const _ of events.during(listener, () => call(events, "a")));
    expect(messages(log)).toEqual(["a 1", "a 2"]);
  });

  it("end with a call whose reader leaves", async () => {
    const events = new CallEvents(undefined);
    let ended = false;
    async function* parts() {
      try {
        yield* call(events, "a");
      } finally {
        ended = true;
      }
    }
    for await (const _ of events.during(() => {}, parts)) break;
    expect(ended).toBe(true);
  });
});
