import { expect, it } from "vitest";
import { vectorBench } from "./vector-bench.js";

it("measures search by vector and finds the same chunks as an exact scan", async () => {
  const { rows } = await vectorBench({ sizes: [[600, 32]], queries: 5 });
  expect(rows.map((row) => row.what)).toEqual([
    "600 x 32: search, least",
    "600 x 32: search, p50",
    "600 x 32: open and first search",
  ]);
  expect(rows[0]!.note).toBe("recall@10 1.0000");
  for (const row of rows) expect(row.ours).toBeGreaterThan(0);
});
