import { describe, expect, it } from "vitest";
import { parseRich } from "./parse-rich.js";
import type { RichNode } from "./rich-node.js";

function texts(nodes: readonly RichNode[]): { text: string; start: number | null }[] {
  return nodes.flatMap((node) => (node.kind === "text" ? [node] : "children" in node ? texts(node.children) : []));
}

function tags(nodes: readonly RichNode[]): string[] {
  return nodes.flatMap((node) =>
    "children" in node ? [node.kind === "element" ? node.tag : "a", ...tags(node.children)] : [],
  );
}

describe("parseRich", () => {
  const source = [
    "# Keys",
    "",
    "Keys **rotate** every `90 days` [1]. See [the guide](https://example.com/days) for *days*.",
    "",
    "1. First \\* item",
    "2. Second",
    "   line",
    "",
    "```sh",
    "rotate --days 90",
    "```",
    "",
    "| a | b |",
    "|---|---|",
    "| 1 | 2 days |",
  ].join("\n");

  it("knows where every character of the text is in the source", () => {
    const located = texts(parseRich(source)).filter(({ start }) => start !== null);
    for (const { text, start } of located) expect(source.slice(start!, start! + text.length)).toBe(text);
    expect(located.map(({ text }) => text).join("|")).toContain("rotate --days 90");
    expect(located.map(({ start }) => start)).toEqual(located.map(({ start }) => start!).toSorted((a, b) => a - b));
  });

  it("does not look for text in the address of a link", () => {
    const last = texts(parseRich(source)).find(({ text, start }) => text === "days" && start !== null);
    expect(last?.start).toBe(source.indexOf("*days*") + 1);
  });

  it("makes the elements of Markdown", () => {
    expect(new Set(tags(parseRich(source)))).toEqual(
      new Set(["h3", "p", "strong", "code", "a", "em", "ol", "li", "pre", "table", "thead", "tbody", "tr", "th", "td"]),
    );
  });

  it.each([
    "<img src=x onerror=alert(1)>",
    "![logo](https://example.com/x.png)",
    "<script>alert(1)</script>",
    "[x]: https://example.com",
    "&lt;b&gt;",
  ])("shows %s as text", (text) => {
    const nodes = parseRich(text);
    expect(tags(nodes).filter((tag) => tag !== "p" && tag !== "a")).toEqual([]);
    expect(
      texts(nodes)
        .map((node) => node.text)
        .join(""),
    ).not.toBe("");
  });

  it("makes no link of an address that runs a script", () => {
    expect(tags(parseRich("[x](javascript:alert(1))"))).toEqual(["p"]);
  });
});
