import { RemoteError } from "@ragstone/core";
import { parseObject } from "../requests/parse-object.js";
import { readBody } from "../requests/read-body.js";
import { isError, readErrorBody } from "./error-body.js";
import type { Answer2xx } from "./workspace-request.js";

/** Describes an answer that is not a JSON object; `cut`: the start of one. */
export type InvalidForm = "page" | "cut" | "other";

/** The notation of Python servers for a number that is not one, outside of JSON: an element of a list or a field. */
const notNumbers = /(?<=[[,:]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g;

/**
 * The body as a JSON object. `NaN` and `Infinity`, which JSON does not have, are read as `null`.
 *
 * @param maxBytes - most bytes, decompressed; 64 MiB if not given
 * @throws {@link RemoteError} `response-invalid` when it is not one, or is an error in spite of its status, `response-too-large` above `maxBytes`
 */
export async function readJson(answer: Answer2xx, maxBytes?: number): Promise<Readonly<Record<string, unknown>>> {
  const { response, requestId, redact } = answer;
  const text = await readBody(response, maxBytes);
  const value =
    parseObject(text) ??
    (text.includes("NaN") || text.includes("Infinity") ? parseObject(text.replaceAll(notNumbers, "null")) : null);
  if (value !== null) {
    if (isError(value)) throw errorWith2xx(text, answer);
    return value;
  }
  const start = redact(text.slice(0, 60).replaceAll(/\s+/g, " "));
  const page = /^\s*</.test(text);
  const form: InvalidForm = page ? "page" : /^\s*\{/.test(text) ? "cut" : "other";
  throw new RemoteError(
    "response-invalid",
    `The answer is ${page ? "a web page" : "not a JSON object"}: ${JSON.stringify(start)}.`,
    {
      hint: page
        ? "There is a proxy or a sign-in page in between; check the host and the network."
        : "Try again; if it stays, the endpoint does not speak this protocol.",
      status: response.status,
      data: { form },
      requestId: requestId ?? undefined,
    },
  );
}

/** Some gateways answer errors with the status of a success. */
function errorWith2xx(text: string, { response: { status }, requestId, redact }: Answer2xx): RemoteError {
  const { code, message } = readErrorBody(text);
  const said = [code, message].filter((part) => part !== "").join(": ");
  return new RemoteError(
    "response-invalid",
    `The answer is an error with status ${status}: ${redact(said.slice(0, 500))}`,
    {
      hint: "Try again; if it stays, show the service's message to the workspace's administrator.",
      status,
      data: { form: "other", serviceCode: code === "" ? null : code },
      requestId: requestId ?? undefined,
    },
  );
}
