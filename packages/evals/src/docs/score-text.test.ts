import { describe, expect, test } from "vitest";
import { containsQuote, shareMet } from "./score-text.js";

describe("the scoring of answers about folders", () => {
  test("finds a form as whole words only, whatever its quotes, dashes and marks", () => {
    expect(shareMet("It waits *10–20* seconds.", [["10-20 seconds"]])).toBe(1);
    expect(shareMet("It waits 110 seconds.", [["10 seconds"]])).toBe(0);
  });

  test("counts the groups that are met", () => {
    expect(shareMet("Red and blue.", [["red", "crimson"], ["green"]])).toBe(0.5);
    expect(shareMet("Red.", [])).toBe(0);
  });

  test("finds a quote, or half of a long one, by its letters and digits", () => {
    expect(containsQuote("a | The port\nis 1234.", "the port is 1234")).toBe(true);
    const long = "Number of seconds to cache credentials in memory until the daemon ends by itself again";
    expect(containsQuote(long.slice(0, 50), long)).toBe(true);
    expect(containsQuote("Something else entirely.", long)).toBe(false);
  });
});
