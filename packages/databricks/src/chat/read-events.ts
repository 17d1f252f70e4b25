import { RemoteError } from "@ragstone/core";

/** Longest line, and longest data of one event, in characters: an answer of 200,000 tokens in one piece. */
const maxEventCharacters = 4 * 1_048_576;
/** Fields of server-sent events (HTML standard, 9.2); a line without a colon is a field name. */
const field = /^(?:data|event|id|retry)?(?::|$)/;

/** One server-sent event. */
export interface ServerEvent {
  /** `message` unless the event says otherwise. */
  readonly name: string;
  readonly data: string;
}

/**
 * Server-sent events as they arrive: any chunking of bytes, any line end; comments and events without data are skipped.
 * Linear; lines that are no events cost no turn of the event loop.
 *
 * @throws {@link RemoteError} `response-too-large` for a line or an event above 4 Mi characters;
 * `response-invalid` for a body that is no stream of events, such as a web page
 */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent, void, undefined> {
  const lines = new Lines();
  const event = new EventBuffer();
  for await (const bytes of body) {
    for (const line of lines.read(bytes)) {
      const complete = event.take(line);
      if (complete !== null) yield complete;
    }
  }
  for (const line of [lines.end(), ""]) {
    const complete = event.take(line);
    if (complete !== null) yield complete;
  }
}

/** The lines of an event until the empty one that ends it. */
class EventBuffer {
  #data: string[] = [];
  #name = "";
  #characters = 0;
  #first = true;

  /** The event that the line ends, if it does. */
  take(line: string): ServerEvent | null {
    if (line === "") return this.#complete();
    if (this.#first && !field.test(line)) throw noEvents(line);
    this.#first = false;
    if (line.startsWith("event:")) this.#name = valueOf(line, 6);
    if (!line.startsWith("data:")) return null;
    const value = valueOf(line, 5);
    this.#characters += value.length;
    if (this.#characters > maxEventCharacters) throw tooLong("an event");
    this.#data.push(value);
    return null;
  }

  #complete(): ServerEvent | null {
    if (this.#data.length === 0 && this.#name === "") return null;
    const data = this.#data.join("\n");
    const name = this.#name === "" ? "message" : this.#name;
    this.#data = [];
    this.#name = "";
    this.#characters = 0;
    return data.trim() === "" ? null : { name, data };
  }
}

function valueOf(line: string, start: number): string {
  return line.slice(line[start] === " " ? start + 1 : start);
}

/** Bytes in UTF-8 as lines that end with LF, CR or both. */
class Lines {
  readonly #decoder = new TextDecoder();
  #rest: string[] = [];
  #characters = 0;
  #afterReturn = false;

  *read(bytes: Uint8Array): Generator<string, void, undefined> {
    const text = this.#normalised(this.#decoder.decode(bytes, { stream: true }));
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      yield this.#rest.length === 0 ? text.slice(start, end) : this.#joined(text.slice(start, end));
      start = end + 1;
    }
    if (start === text.length) return;
    this.#rest.push(text.slice(start));
    this.#characters += text.length - start;
    if (this.#characters > maxEventCharacters) throw tooLong("a line");
  }

  /** The line that no line end follows; empty if there is none. */
  end(): string {
    return this.#joined(this.#decoder.decode());
  }

  #joined(end: string): string {
    const line = this.#rest.join("") + end;
    this.#rest = [];
    this.#characters = 0;
    return line;
  }

  /** The text with LF as its only line end. */
  #normalised(text: string): string {
    if (text === "") return text;
    const rest = this.#afterReturn && text.startsWith("\n") ? text.slice(1) : text;
    this.#afterReturn = text.endsWith("\r");
    return rest.includes("\r") ? rest.replaceAll(/\r\n?/g, "\n") : rest;
  }
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
