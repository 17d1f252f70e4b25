import { RemoteError } from "@ragstone/core";

/** Longest line, and longest data of one event, in characters: an answer of 200,000 tokens in one piece. */
const maxEventCharacters = 4 * 1_048_576;
/** Fields of server-sent events (HTML standard, 9.2); a line without a colon is a field name. */
const field = /^(?:data|event|id|retry)?(?::|$)/;

/**
 * The data of server-sent events, as they arrive: any chunking of bytes, either line end, comments skipped. Linear.
 *
 * @throws {@link RemoteError} `response-too-large` for a line or an event above 4 Mi characters;
 * `response-invalid` for a body that is no stream of events, such as a web page
 */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let data: string[] = [];
  let characters = 0;
  let first = true;
  for await (const line of readLines(body)) {
    if (line === "") {
      if (data.length > 0) yield data.join("\n");
      data = [];
      characters = 0;
      continue;
    }
    if (first && !field.test(line)) throw noEvents(line);
    first = false;
    if (!line.startsWith("data:")) continue;
    const value = line.slice(line[5] === " " ? 6 : 5);
    characters += value.length;
    if (characters > maxEventCharacters) throw tooLong("an event");
    data.push(value);
  }
  if (data.length > 0) yield data.join("\n");
}

async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest: string[] = [];
  let characters = 0;
  const lineOf = (end: string): string => {
    const line = rest.join("") + end;
    rest = [];
    characters = 0;
    return line.endsWith("\r") ? line.slice(0, -1) : line;
  };
  for await (const bytes of body) {
    const text = decoder.decode(bytes, { stream: true });
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      yield lineOf(text.slice(start, end));
      start = end + 1;
    }
    rest.push(text.slice(start));
    characters += text.length - start;
    if (characters > maxEventCharacters) throw tooLong("a line");
  }
  const last = lineOf(decoder.decode());
  if (last !== "") yield last;
}

function tooLong(what: string): RemoteError {
  return new RemoteError(
    "response-too-large",
    `The stream has ${what} of more than ${maxEventCharacters} characters; the rest was not read.`,
    { hint: "Check what answers at this address: a model streams small pieces." },
  );
}

function noEvents(line: string): RemoteError {
  const page = /^\s*</.test(line);
  return new RemoteError(
    "response-invalid",
    `The stream is ${page ? "a web page" : "no stream of events"}: it begins with ${JSON.stringify(line.slice(0, 60))}.`,
    {
      hint: page
        ? "A proxy or a sign-in page answers in place of the workspace; check the host and the network."
        : "Try again; if it stays, the endpoint does not speak this protocol.",
      data: { form: page ? "page" : "other" },
    },
  );
}
