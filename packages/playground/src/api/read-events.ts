/** An event of a stream: `data` is its JSON. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * Reads a stream of server-sent events. `EventSource` cannot send a bearer token.
 *
 * @throws SyntaxError if an event's data is not JSON
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  let rest = "";
  for await (const text of body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event !== null) yield event;
    }
  }
}

/** Comments, which keep a connection open, have no data. */
function parseBlock(block: string): ServerEvent | null {
  const fields = block.split("\n").map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trimStart()] as const;
  });
  const data = fields.filter(([name]) => name === "data").map(([, value]) => value);
  if (data.length === 0) return null;
  const event = fields.find(([name]) => name === "event")?.[1] ?? "message";
  return { event, data: JSON.parse(data.join("\n")) };
}
