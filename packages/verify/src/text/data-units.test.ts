import { describe, expect, it } from "vitest";
import { dataUnits } from "./data-units.js";

function cut(text: string, language: string): readonly (readonly [string, string])[] | null {
  return dataUnits(text, language)?.map(({ kind, start, end }) => [kind, text.slice(start, end)] as const) ?? null;
}

describe("dataUnits", () => {
  it("takes keys with their values from JSON, short records and lists whole", () => {
    expect(
      cut('{"server":{"port":8080,"hosts":["a","b"]},"note":"The retry limit is {seven}, or so."}', "json"),
    ).toEqual([
      ["row", '"server":{"port":8080,"hosts":["a","b"]}'],
      ["row", '"note":"The retry limit is {seven}, or so."'],
    ]);
    expect(
      cut('{\n  "limits": {\n    "retry": 7,\n    "hosts": ["a", "b"]\n  },\n  "list": [\n    1\n  ]\n}', "json"),
    ).toEqual([
      ["heading", '"limits":'],
      ["row", '"retry": 7'],
      ["row", '"hosts": ["a", "b"]'],
      ["heading", '"list":'],
      ["row", "1"],
    ]);
    expect(cut('{"id":1,"text":"One."}\n{"id":2,"text":"Two."}\n{bad', "json")).toEqual([
      ["row", '{"id":1,"text":"One."}'],
      ["row", '{"id":2,"text":"Two."}'],
      ["row", "bad"],
    ]);
  });

  it("takes lines from YAML and TOML", () => {
    expect(cut("service:\n  timeout: 30s # seconds\n\n  - a\n", "yaml")).toEqual([
      ["heading", "service:"],
      ["row", "timeout: 30s # seconds"],
      ["row", "- a"],
    ]);
    expect(cut("[server]\nport = 80\n", "toml")).toEqual([
      ["heading", "[server]"],
      ["row", "port = 80"],
    ]);
  });

  it("takes elements without others inside from XML, and lines of mixed text", () => {
    expect(cut('<?xml version="1.0"?><root><item id="4">Opens at 40 bar.</item><b>2</b></root>', "xml")).toEqual([
      ["row", '<item id="4">Opens at 40 bar.</item>'],
      ["row", "<b>2</b>"],
    ]);
    expect(cut("<root>\n  <p>Some <b>bold</b> text.</p>\n</root>", "xml")).toEqual([
      ["heading", "<root>"],
      ["row", "<p>Some <b>bold</b> text.</p>"],
      ["heading", "</root>"],
    ]);
  });

  it("leaves other languages alone, and damaged data terminates", () => {
    expect(cut("let a = 1;", "typescript")).toBeNull();
    expect(cut('{"a": "open', "json")).toEqual([["row", '"a": "open']]);
    expect(cut(`${"[".repeat(5000)}${"<a>".repeat(5000)}`, "json")).not.toBeNull();
  });
});
