import type { SearchFilter } from "./filter.js";

/** Tells a checked filter from all others. Unlike `JSON.stringify`, it calls no `toJSON` that somebody added to a prototype. */
export function filterKey(filter: SearchFilter): string {
  return keyOf(filter);
}

function keyOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, field]) => `${JSON.stringify(key)}:${keyOf(field)}`)
    .join(",")}}`;
}
