import { compileFilter, type DocumentRecord } from "@ragstone/core";
import { globMatcher } from "@ragstone/core/globs";
import { expect, test } from "vitest";
import { isNarrow, narrowFilter, pathOf, productOfNearest } from "./engine-data.js";

test("the narrow filter lets 2 % through, those that the comparison counts", () => {
  const passes = compileFilter(narrowFilter, globMatcher);
  const texts = Array.from({ length: 20_000 }, (_, at) => at);
  const filtered = texts.filter((at) =>
    passes({ path: pathOf(Math.floor(at / 25)), origin: "put", metadata: {} } as unknown as DocumentRecord),
  );
  expect(filtered).toHaveLength(400);
  expect(texts.filter(isNarrow)).toEqual(filtered);
});

test("the nearest are those of the greatest product, among the visible", () => {
  const vectors = [[1, 0], [0.5, 0.5], [0, 1], [-1, 0]].map((values) => Float32Array.from(values)); // prettier-ignore
  const query = Float32Array.from([1, 0]);
  expect(productOfNearest(vectors, query, 2)).toBe(0.5);
  expect(productOfNearest(vectors, query, 2, (at) => at > 0)).toBe(0);
});
