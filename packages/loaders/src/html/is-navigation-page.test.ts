import { describe, expect, it } from "vitest";
import { loadHtml } from "./load-html.js";

async function navigationOf(body: string): Promise<unknown> {
  const bytes = Buffer.from(`<title>T</title><body>${body}`);
  const input = { path: "a.html", bytes, sha256: "", modifiedMs: null, mediaType: "text/html" };
  return (await loadHtml(input)).metadata["navigation"];
}

const links = (count: number, after = "") =>
  `<ul>${Array.from({ length: count }, (_, at) => `<li><a href="page-${at}.html">How to set up part ${at}</a>${after}</li>`).join("")}</ul>`;

describe("a page of links", () => {
  it.each([
    ["an index", `<h1>Index</h1>${links(20)}`],
    ["a table of contents with a sentence before it", `<h1>Manual</h1><p>Read this first.</p>${links(20)}`],
    ["an index with terms next to the links", `<h1>Index</h1>${links(20, ", 12.3")}`],
  ])("says so in its metadata: %s", async (_, body) => {
    expect(await navigationOf(body)).toBe(true);
  });

  it.each([
    ["prose", `<h1>Keys</h1><p>${"Keys are rotated every month by the person on duty. ".repeat(20)}</p>${links(3)}`],
    [
      "explained links",
      `<h1>Parts</h1>${links(10, " explains the whole way from the crate to the wall, with all of its screws.")}`,
    ],
    [
      "its own table of contents",
      `<h1>Keys</h1><ul>${'<li><a href="#a">Rotating keys of servers</a></li>'.repeat(9)}</ul><p>None.</p>`,
    ],
    ["links to other sites", `<h1>Acronyms</h1>${links(20).replaceAll("page-", "https://example.org/page-")}`],
    ["a single link", `<h1>Moved</h1><a href="b.html">here</a>`],
  ])("does not where it is none: %s", async (_, body) => {
    expect(await navigationOf(body)).toBeUndefined();
  });
});
