import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEvents } from "./read-events.js";

const data = fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => text.replaceAll(/[\r\n]/g, " "));

function streamOf(bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return new ReadableStream({
    start(controller) {
      for (let i = 1; i < places.length; i += 1) controller.enqueue(bytes.slice(places[i - 1], places[i]));
      controller.close();
    },
  });
}

describe("readEvents", () => {
  it("reads the same events however the bytes are cut, with either line end and comments between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(data, { maxLength: 8 }),
        fc.array(fc.nat(2000), { maxLength: 20 }),
        fc.record({ end: fc.constantFrom("\n", "\r\n", "\r"), space: fc.boolean(), lastEnds: fc.boolean() }),
        async (events, cuts, { end, space, lastEnds }) => {
          const text = events
            .map((event) => `: note${end}event: message${end}data:${space ? " " : ""}${event}${end}${end}`)
            .join("");
          const bytes = new TextEncoder().encode(lastEnds ? text : text.slice(0, -end.length));
          const read: string[] = [];
          for await (const { data } of readEvents(streamOf(bytes, cuts))) read.push(data);
          const values = events.map((event) => (!space && event.startsWith(" ") ? event.slice(1) : event));
          expect(read).toEqual(values.filter((value) => value.trim() !== ""));
        },
      ),
    );
  });

  it("joins the lines of one event", async () => {
    const read: string[] = [];
    const text = "data: a\ndata: b\n\nevent: error\ndata: c\n\ndata:[DONE]";
    for await (const { name, data } of readEvents(streamOf(new TextEncoder().encode(text), [3])))
      read.push(`${name} ${data}`);
    expect(read).toEqual(["message a\nb", "error c", "message [DONE]"]);
  });
});
