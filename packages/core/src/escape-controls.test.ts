import { describe, expect, it } from "vitest";
import { escapeControls } from "./escape-controls.js";

describe("escaping of control characters", () => {
  it.each([
    ["a line feed", "a\nerror: b", "a\\nerror: b"],
    ["a carriage return", "a\rb", "a\\rb"],
    ["a tab", "a\tb", "a\\tb"],
    ["a terminal sequence", "a\u001B[31mb", "a\\u001b[31mb"],
    ["a C1 control", "a\u009B31mb", "a\\u009b31mb"],
    ["a next line", "a\u0085b", "a\\u0085b"],
    ["separators", "a\u2028b\u2029c", "a\\u2028b\\u2029c"],
    ["a right-to-left override", "invoice\u202Efdp.exe", "invoice\\u202efdp.exe"],
    ["isolates and marks", "\u2066a\u2069\u200F\u061C", "\\u2066a\\u2069\\u200f\\u061c"],
    ["delete", "a\u007Fb", "a\\u007fb"],
  ])("shows %s", (_, text, shown) => {
    expect(escapeControls(text)).toBe(shown);
  });

  it("leaves names in any script and emoji as they are", () => {
    const name = "Übersicht 報告書 تقرير 👩‍👩‍👧‍👦 🏴\u{E0067}\u{E007F}.md";
    expect(escapeControls(name)).toBe(name);
  });

  it("keeps lines, tabs and directional marks of running text, and nothing else", () => {
    expect(escapeControls("a\r\nb\n\tc \u200Fd\u202E\u001B[2J\re", { keepLines: true })).toBe(
      "a\nb\n\tc \u200Fd\\u202e\\u001b[2J\\re",
    );
  });

  it("changes nothing the second time", () => {
    const once = escapeControls("a\n\u001B\u202E");
    expect(escapeControls(once)).toBe(once);
  });
});
