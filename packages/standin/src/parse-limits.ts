import { InvalidOptionError } from "@ragstone/core";
import type { RateLimits } from "./options/rate-limits.js";

const names = ["qps", "qph", "qpm", "itpm", "otpm"] as const;

/**
 * Reads limits as given on the command line: `ENDPOINT=NAME:NUMBER[,…]`, for example `databricks-gte-large-en=qps:5`;
 * `*` is every endpoint without limits of its own.
 *
 * @throws {@link InvalidOptionError} if the text has another form
 */
export function parseLimits(text: string): readonly [string, RateLimits] {
  const [endpoint = "", list = ""] = text.split("=", 2);
  const limits: Partial<Record<(typeof names)[number], number>> = {};
  for (const part of list.split(",")) {
    const [given, amount] = part.split(":", 2);
    const name = names.find((known) => known === given);
    const value = Number(amount);
    if (endpoint === "" || name === undefined || !(value > 0)) {
      throw new InvalidOptionError(
        "limit",
        text,
        `ENDPOINT=NAME:NUMBER with NAME one of ${names.join(", ")} and numbers above 0`,
      );
    }
    limits[name] = value;
  }
  return [endpoint, limits];
}
