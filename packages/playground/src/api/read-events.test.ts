import { describe, expect, it } from "vitest";
import { readEvents } from "./read-events.js";

function bodyOf(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, (at += size)));
    },
  });
}

describe("readEvents", () => {
  const text = `: open\n\nevent: text\ndata: {"text":"Zürich"}\n\ndata: {"a":\ndata: 1}\n\n: still here\n\nevent: answer\ndata: {"answer":{}}\n\n`;

  it.each([1, 2, 7, 4096])("reads events that arrive %i bytes at a time", async (size) => {
    const events = [];
    for await (const event of readEvents(bodyOf(text, size))) events.push(event);
    expect(events).toEqual([
      { event: "text", data: { text: "Zürich" } },
      { event: "message", data: { a: 1 } },
      { event: "answer", data: { answer: {} } },
    ]);
  });
});
