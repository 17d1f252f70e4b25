import { describe, expect, it } from "vitest";
import { latexBlocks } from "./latex-blocks.js";

function hidden(text: string): string[] {
  return latexBlocks(text)
    .filter(({ kind }) => kind === "hidden")
    .map(({ start, end }) => text.slice(start, end));
}

describe("text that TeX skips", () => {
  it.each([
    ["a name that is given the meaning of \\iffalse", "\\let\\ifdraft\\iffalse\nVisible.\n\\ifdraft x \\fi\n"],
    ["an \\iffalse in an inline listing", "Write \\verb|\\iffalse| and \\verb|\\fi| there.\nVisible.\n"],
    ["the end of a document in an inline listing", "It ends with \\verb|\\end{document}|.\nVisible.\n"],
    [
      "the end of a document in an example",
      "\\begin{example}\n\\end{document}\n\\end{example}\nVisible.\n\\end{document}\n",
    ],
    ["an \\iffalse without \\fi", "\\iffalse\nVisible.\n"],
    ["a comment in an inline listing", "Open it with \\verb|\\begin{comment}|.\nVisible.\n"],
    ["a comment that is not closed", "\\begin{comment}\nVisible.\n"],
  ])("is not hidden after %s", (_name, text) => {
    expect(hidden(text)).toEqual([]);
  });

  it("ends before what follows, with conditionals of packages in it", () => {
    const skipped = "\\iffalse\n\\iftoggle{x}{a}{b} \\ifthenelse{a}{b}{c} % \\fi\n\\fi";
    expect(hidden(`${skipped} Visible text.\n`)).toEqual([skipped]);
  });

  it("contains whole conditionals of the document itself", () => {
    const skipped = "\\iffalse\n\\ifdraft x\\else y\\fi\n\\let\\ifx\\iffalse\n\\fi";
    expect(hidden(`\\newif\\ifdraft\n${skipped}\nVisible.\n`)).toEqual([skipped]);
  });

  it("is found in 50,000 openings without an end", () => {
    expect(hidden("\\iffalse\n".repeat(50_000))).toEqual([]);
    expect(hidden("\\begin{comment}\n".repeat(50_000))).toEqual([]);
  });
});
