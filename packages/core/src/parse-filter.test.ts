import { describe, expect, it } from "vitest";
import { parseFilter } from "./parse-filter.js";

describe("parseFilter", () => {
  it("reads paths, types, dates and metadata", () => {
    expect(parseFilter('path:"my guides/**" path:a/** type:md after:2025-01-01 team:search')).toEqual({
      path: ["my guides/**", "a/**"],
      type: ["md"],
      after: "2025-01-01",
      metadata: { team: "search" },
    });
  });

  it("asks for one of the values of a key that is given more than once", () => {
    expect(parseFilter("principals:hr principals:legal")).toEqual({
      metadata: { principals: { anyOf: ["hr", "legal"] } },
    });
  });

  it.each(["guides", ":x", "type:", "after:2025-02-30"])("refuses %j", (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ code: "invalid-option" }) as Error);
  });
});
