import { expect, it } from "vitest";
import { markdownBlocks } from "./markdown-blocks.js";
import { markupComments } from "./markup-comments.js";

function comments(text: string): string[] {
  return markupComments(text, markdownBlocks(text, 0)).map(({ start, end }) => text.slice(start, end));
}

it("hides comments of Hugo, but not its examples of shortcodes", () => {
  expect(comments('A {{</* ref "about.md" */>}} and {{%/* note */%}} here. {{/* one */}} {{- /* two */ -}}\n')).toEqual(
    ["{{/* one */}}", "{{- /* two */ -}}"],
  );
});

it("hides comments of Jinja and Liquid only in files with other tags", () => {
  const text = "Written {# like this #} in Jinja, {% comment %} like this {% endcomment %} in Liquid.\n";
  expect(comments(text)).toEqual([]);
  expect(comments(`${text}\n\`{{ x }}\`\n\n    {% if x %}\n`)).toEqual([]);
  const both = ["{# like this #}", "{% comment %} like this {% endcomment %}"];
  expect(comments(`${text}\nVersion {{ version }}\n`)).toEqual(both);
  expect(comments(`${text}\n{% include "a" %}\n`)).toEqual(both);
});

it("ends a comment of Jinja in its block", () => {
  expect(comments("{{ x }}\n\n{# Section one\n\nVisible.\n\nTwo #}\n")).toEqual([]);
});
