import { parser as cpp } from "@lezer/cpp";
import { parser as javascript } from "@lezer/javascript";
import { parser as yaml } from "@lezer/yaml";
import { describe, expect, it } from "vitest";
import { parseWithinLimits } from "./parse-within-limits.js";

describe("parseWithinLimits", () => {
  it("returns the tree of sound code", () => {
    const text = "function f(a) {\n  return a.map((b) => [b, { b }]);\n}\n\n".repeat(100);
    expect(parseWithinLimits(javascript, text)).toEqual(javascript.parse(text));
  });

  it("returns the tree of a long chain of alternatives", () => {
    const text = `int f(int a) {\n  ${"if (a) return 1;\n  else ".repeat(200)}return 0;\n}\n`;
    expect(parseWithinLimits(cpp, text)).not.toBeNull();
  });

  it("gives up where symbols pile up that are never closed", () => {
    const text = 'char *f(v"id) { return "- item";rn "| a | b |"; }\n\n'.repeat(5000);
    expect(parseWithinLimits(cpp, text, { cpuMs: Infinity })).toBeNull();
  });

  it("gives up after a time", () => {
    const text = 'a: "b\n'.repeat(20_000);
    expect(parseWithinLimits(yaml, text, { cpuMs: 0, work: Infinity })).toBeNull();
  });
});
