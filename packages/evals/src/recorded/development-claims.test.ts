import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { evalRecorded, type RecordedRow } from "./eval-recorded.js";

const folder = fileURLToPath(new URL("../../fixtures/claims", import.meta.url));

describe("claims that the checks were developed with", () => {
  let rows: readonly RecordedRow[];
  beforeAll(async () => {
    rows = await evalRecorded(folder, { context: true, write: () => {} });
  });

  const percent = (group: string, verdict: "passes" | "fails"): number => {
    const all = rows.filter((row) => row.group === group);
    const hits = all.reduce((sum, row) => sum + row[verdict].hits, 0);
    return (100 * hits) / all.reduce((sum, row) => sum + row[verdict].count, 0);
  };

  it.each([
    ["true", "passes", 96],
    ["true, reworded", "passes", 89],
    ["false: number", "fails", 90],
    ["false: name", "fails", 97],
    ["false: negation", "fails", 90],
    ["false: direction", "fails", 93],
    ["false: attachment", "fails", 82],
  ] as const)("%s: %s in at least %i of a hundred", (group, verdict, least) => {
    expect(percent(group, verdict)).toBeGreaterThanOrEqual(least);
  });
});
