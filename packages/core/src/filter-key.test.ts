import { expect, it } from "vitest";
import { filterKey } from "./filter-key.js";
import type { SearchFilter } from "./filter.js";

const filters: readonly SearchFilter[] = [
  { path: "a" },
  { path: ["a"] },
  { path: ["a", "b"] },
  { pathPrefix: "a" },
  { path: '"]}' },
  { metadata: { tenant: "a" } },
  { metadata: { tenant: ["a"] } },
  {},
];

it("differs for different filters, whatever somebody added to the prototypes", () => {
  expect(new Set(filters.map(filterKey)).size).toBe(filters.length);
  // oxlint-disable-next-line no-extend-native
  Object.defineProperty(Object.prototype, "toJSON", { value: () => "same for all", configurable: true });
  try {
    expect(new Set(filters.map(filterKey)).size).toBe(filters.length);
  } finally {
    Reflect.deleteProperty(Object.prototype, "toJSON");
  }
});
