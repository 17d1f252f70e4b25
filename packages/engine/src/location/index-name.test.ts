import { expect, it } from "vitest";
import type { IndexLocation } from "./index-location.js";
import { indexName } from "./index-name.js";

const location: IndexLocation = { dir: "/idx", folder: "/docs", folderFrom: "index" };

it.each<[string, Partial<IndexLocation>]>([
  ["../idx", {}],
  ["/idx", { inUserData: true }],
  [".", { folder: "/idx" }],
  ["memory:shared", { name: "memory:shared", inUserData: true }],
])("is reported as %s", (name, change) => {
  expect(indexName({ ...location, ...change })).toBe(name);
});
