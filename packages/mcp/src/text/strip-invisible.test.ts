import { expect, test } from "vitest";
import { stripInvisible } from "./strip-invisible.js";

test.each([
  ["bidirectional controls", "pay \u202E100\u202C now \u2066x\u2069\u200E", "pay 100 now x"],
  ["zero-width characters", "in\u200Bvis\u200Cib\u200Dle\uFEFF\u2060", "invisible"],
  ["tags", `hi${String.fromCodePoint(0xe0001, 0xe0068, 0xe0069, 0xe007f)}`, "hi"],
  ["variation selectors", `a\uFE0F${String.fromCodePoint(0xe0100)}b`, "ab"],
  ["line and paragraph separators", "a\u2028b\u2029c", "abc"],
  ["controls, but not tabs and line feeds", "a\tb\r\nc\u0000\u001B[31md\u0085", "a\tb\nc[31md"],
])("removes %s", (_, text, visible) => {
  expect(stripInvisible(text)).toBe(visible);
});

test("keeps visible text of all scripts", () => {
  const text = "Ключи, キー, مفتاح, कुंजी, é, 😀 100 € – “x”\u00A0y";
  expect(stripInvisible(text)).toBe(text);
});
