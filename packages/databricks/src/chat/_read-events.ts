/**
 * The data of server-sent events, as they arrive: any chunking of bytes, either line end, comments skipped.
 *
 * @param arrived - called at every chunk of bytes
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  arrived: () => void,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = "";
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      arrived();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      if (done && rest !== "") rest += "\n";
      let start = 0;
      for (let end = rest.indexOf("\n", start); end !== -1; end = rest.indexOf("\n", start)) {
        const line = rest.slice(start, rest[end - 1] === "\r" ? end - 1 : end);
        start = end + 1;
        if (line === "") {
          if (data.length > 0) yield data.join("\n");
          data = [];
        } else if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
      }
      rest = rest.slice(start);
      if (done) break;
    }
    if (data.length > 0) yield data.join("\n");
  } finally {
    // Ends the connection where the consumer stopped early; after the end it does nothing.
    await reader.cancel().catch(() => undefined);
  }
}
