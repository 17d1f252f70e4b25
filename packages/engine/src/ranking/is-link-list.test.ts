import { describe, expect, it } from "vitest";
import { isLinkList } from "./is-link-list.js";

const list = (line: (at: number) => string) => Array.from({ length: 6 }, (_, at) => line(at)).join("\n");

describe("a list of links", () => {
  it.each([
    ["Markdown", `# Contents\n\n${list((at) => `- [Page ${at}](page-${at}.md)`)}`],
    ["nested, with a word or two", list((at) => `${" ".repeat(at)}* [\`option${at}\`](#option) (new)`)],
    ["AsciiDoc", list((at) => `* xref:page-${at}.adoc[How to set up ${at}]`)],
    ["reStructuredText", list((at) => `- :doc:\`page${at}\``)],
    ["bare addresses", list((at) => `https://example.org/a/very/long/path-${at}`)],
    ["printed contents", list((at) => `${at}.1 Setting up the pump . . . . . . . . . ${at}2`)],
    ["contents of a PDF", `${list((at) => `${at}.1 Setting up the pump ... ${at}2`)}\n\niv`],
    ["an index with dots", `Concept index\n\nP\n\n${list((at) => `pumps ${at} ... ${at}2, 40-4${at}`)}`],
  ])("is recognized: %s", (_, text) => {
    expect(isLinkList(text)).toBe(true);
  });

  it.each([
    ["prose", "Rotate keys weekly. See [the guide](a.md).\n".repeat(8)],
    [
      "links that are explained",
      list((at) => `- [Page ${at}](a.md): keys are rotated every month by the person on duty`),
    ],
    ["few of them", "- [one](a.md)\n- [two](b.md)\n- [three](c.md)"],
    ["a table of values", list((at) => `| Pump ${at} | 12 bar | 40 l |`)],
    ["comments of a shell script", list((at) => `# step ${at} of the set-up`)],
    ["a list of steps", list((at) => `${at}. Open valve ${at}`)],
  ])("is not: %s", (_, text) => {
    expect(isLinkList(text)).toBe(false);
  });
});
