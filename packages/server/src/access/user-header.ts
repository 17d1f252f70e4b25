import type { IncomingMessage } from "node:http";
import { userRefused } from "./user.js";

/**
 * A header that a proxy sets, once: of two, one may be the client's.
 *
 * @throws {@link RequestError} `user-refused`, 401, for two
 */
export function userHeader({ headersDistinct }: IncomingMessage, name: string): string | null {
  const values = headersDistinct[name.toLowerCase()] ?? [];
  if (values.length > 1) throw userRefused(`The request has the header ${name} more than once.`);
  const text = Buffer.from(values[0] ?? "", "latin1")
    .toString("utf8")
    .trim();
  return text === "" ? null : text;
}

/** A name that a header gives. Several in one are two headers that were joined on the way. */
export function userName(name: string): string {
  if (/[,;\p{Cc}]/u.test(name) || name.length > 320) throw userRefused("The header that names the user is malformed.");
  return name;
}
