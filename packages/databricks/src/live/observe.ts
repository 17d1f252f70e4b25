import { readErrorBody } from "../transport/error-body.js";
import type { Observation } from "./assumption.js";
import type { LiveAnswer } from "./live-client.js";

/** More than is shown, so that what identifies is found in the whole before it is cut. */
const readCharacters = 4000;

/** Status, error code and message of an answer, as `redactFinding` takes it. */
export function describeAnswer({ status, text, headers }: LiveAnswer): string {
  if (status < 300) return `${status} (${headers.get("content-type") ?? "no content type"})`;
  const { code, message, form } = readErrorBody(text);
  const said = wholeWords(message.replaceAll(/\s+/g, " "));
  return `${status} ${form}${code === "" ? "" : ` ${code}`}${said === "" ? "" : `: ${said}`}`;
}

/** Whether a request was refused with this status, and with words like these. */
export function refusedWith(answer: LiveAnswer, status: number, words: RegExp): Observation {
  return { observed: describeAnswer(answer), asAssumed: answer.status === status && words.test(answer.text) };
}

/** The observation of a test that was not possible, since the answer is no success. */
export function noAnswer(answer: LiveAnswer): Observation {
  return { observed: describeAnswer(answer), asAssumed: null };
}

/** The beginning of a text without a word that is cut: half a token would not be known as one. */
function wholeWords(text: string): string {
  return text.length <= readCharacters ? text : text.slice(0, readCharacters).replace(/\S+$/, "");
}
