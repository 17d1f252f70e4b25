import type { Standin } from "@ragstone/standin";

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed, or `undefined` where the body is no JSON. */
  // Typed loosely: the test reads the fields that it expects, and the shape is under test.
  readonly json: Reading;
}

/** A value that a test reads fields of without telling the compiler its type. */
export interface Reading {
  readonly [key: string]: Reading;
}

export async function call(
  standin: Standin,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Called> {
  const response = await fetch(standin.host + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${standin.token}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

export function invoke(standin: Standin, endpoint: string, body: unknown): Promise<Called> {
  return call(standin, `/serving-endpoints/${endpoint}/invocations`, body);
}

/** Chunks of a server-sent stream; fails when it does not end with `[DONE]`. */
export function chunks(text: string): Reading[] {
  const events = text.split("\n\n").filter((event) => event.startsWith("data: "));
  if (events.at(-1) !== "data: [DONE]") throw new TypeError(`The stream ended with ${events.at(-1) ?? "nothing"}`);
  return events.slice(0, -1).map((event) => JSON.parse(event.slice(6)) as Reading);
}

function parse(text: string): Reading {
  try {
    return JSON.parse(text) as Reading;
  } catch {
    return undefined as unknown as Reading;
  }
}

/** A value that should be text, as JSON where it is not. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
