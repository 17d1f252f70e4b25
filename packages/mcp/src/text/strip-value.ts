import { stripInvisible } from "./strip-invisible.js";

/** Lone halves of surrogate pairs are not valid in JSON over the wire: each becomes U+FFFD. */
function strip(text: string): string {
  return stripInvisible(text).toWellFormed();
}

/**
 * A copy of a JSON value whose strings and keys have no invisible characters and no lone surrogates. Members that are
 * `undefined` are left out, as JSON has it.
 */
export function stripValue<T>(value: T): T {
  return stripped(value) as T;
}

function stripped(value: unknown): unknown {
  if (typeof value === "string") return strip(value);
  if (Array.isArray(value)) return value.map((item) => stripped(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[strip(key), stripped(member)]])),
  );
}
