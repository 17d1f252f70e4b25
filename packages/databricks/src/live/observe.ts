import { readErrorBody } from "../transport/error-body.js";
import type { Observation } from "./assumption.js";
import type { LiveAnswer } from "./live-client.js";

/** Longest piece of a server's words in a report. */
const saidCharacters = 160;

/** Status, error code and the beginning of the message of an answer. */
export function describeAnswer({ status, text, headers }: LiveAnswer): string {
  if (status < 300) return `${status} (${headers.get("content-type") ?? "no content type"})`;
  const { code, message, form } = readErrorBody(text);
  const said = message.replaceAll(/\s+/g, " ").slice(0, saidCharacters);
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
