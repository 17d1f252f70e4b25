import { describe, expect, it } from "vitest";
import { filterDate } from "./filter-date.js";

describe("filterDate", () => {
  it.each([
    ["2025-01-01", "2025-01-01T00:00:00.000Z"],
    ["2025-1-1", "2025-01-01T00:00:00.000Z"],
    ["2025-7", "2025-07-01T00:00:00.000Z"],
    ["2025", "2025-01-01T00:00:00.000Z"],
    ["0050-01-01", "0050-01-01T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["2025-03-01T10:20Z", "2025-03-01T10:20:00.000Z"],
    ["2025-03-01 10:20:30.5Z", "2025-03-01T10:20:30.500Z"],
    ["2025-03-01T10:20:30+02:00", "2025-03-01T08:20:30.000Z"],
    ["2025-03-01T10:20:30-0530", "2025-03-01T15:50:30.000Z"],
  ])("reads %s", (text, expected) => {
    expect(new Date(filterDate(text)!).toISOString()).toBe(expected);
  });

  it("reads a time without an offset as local, as ECMAScript does", () => {
    for (const text of ["2025-03-01T10:20", "2025-07-31T23:59:59.123"])
      expect(filterDate(text)).toBe(new Date(text).getTime());
  });

  it.each([
    "2025-02-30",
    "2025-02-29",
    "2025-04-31",
    "2025-13-01",
    "2025-00-10",
    "2025-01-00",
    "2025-01-01T24:30Z",
    "2025-01-01T10:60Z",
    "soon",
    "",
    " 2025-01-01",
    "1/2/2025",
    "March 7, 2025",
    "20250101",
    "2025-01-01x",
    "-2025-01-01",
  ])("refuses %j", (text) => {
    expect(filterDate(text)).toBeNull();
  });
});
