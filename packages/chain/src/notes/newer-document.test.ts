import type { StoredText } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { storedTable } from "../../test/stored-table.js";
import { newerDocument } from "./newer-document.js";

function stored(path: string, text: string, facts: Partial<StoredText["record"]> = {}): StoredText {
  const table = storedTable(path, text);
  return { ...table, record: { ...table.record, ...facts } };
}

const minute = 60_000;

describe("the newer of two documents", () => {
  it.each([
    ["first lines", stored("a.md", "Minutes of 3 May 2025."), stored("b.md", "Minutes of 3 May 2021."), 0],
    ["names", stored("fees-2021.md", "Fees."), stored("fees-2025.md", "Fees."), 1],
    ["names with whole dates", stored("2025-05-03.md", "Notes."), stored("2025-05-01.md", "Notes."), 0],
    [
      "metadata before text",
      stored("a.eml", "On 1 May 2030 we meet.", { metadata: { date: "2021-01-05" } }),
      stored("b.eml", "On 1 May 2020 we met.", { metadata: { date: "2022-01-05" } }),
      1,
    ],
    [
      "labelled lines",
      stored("a.md", "Founded in 1990.\nLast updated: March 2024"),
      stored("b.md", "Founded in 1990.\nLast updated: May 2024"),
      1,
    ],
  ])("is told by %s", (_, left, right, at) => {
    expect(newerDocument([left, right])).toEqual({ at, by: "date" });
  });

  it("is told by file times only when there is no date", () => {
    const old = { modifiedMs: 0 };
    const recent = { modifiedMs: 2 * minute };
    expect(newerDocument([stored("a.md", "Fees.", old), stored("b.md", "Fees.", recent)])).toEqual({
      at: 1,
      by: "file-time",
    });
    expect(newerDocument([stored("a-2025.md", "Fees.", old), stored("b.md", "Fees.", recent)])).toBeNull();
    expect(
      newerDocument([stored("a.md", `${"Fees. ".repeat(80)} As of 2025.`, old), stored("b.md", "Fees.", recent)]),
    ).toBeNull();
  });

  it("is not told by files copied together, nor by equal dates", () => {
    expect(
      newerDocument([stored("a.md", "Fees.", { modifiedMs: 0 }), stored("b.md", "Fees.", { modifiedMs: 5 })]),
    ).toBeNull();
    expect(newerDocument([stored("a-2025.md", "Fees."), stored("b.md", "Fees of May 2025.")])).toBeNull();
  });
});
