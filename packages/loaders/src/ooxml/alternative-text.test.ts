import { isTag } from "domhandler";
import { expect, it } from "vitest";
import { parseXml } from "../xml/xml-tree.js";
import { alternativeText } from "./alternative-text.js";

function textOf(attributes: string): string {
  const [element] = parseXml("a", `<docPr name="Picture 1" ${attributes}/>`).children;
  return element !== undefined && isTag(element) ? alternativeText(element) : "";
}

it.each([
  ['descr="Plan of hall B"', "[Plan of hall B]"],
  ['descr="" title="Hall B"', "[Hall B]"],
  ['alt="Gate&#10; open"', "[Gate open]"],
  ['descr="See plan.png for details"', "[See plan.png for details]"],
  ["", ""],
])("is that of %s: %s", (attributes, text) => {
  expect(textOf(attributes)).toBe(text);
});

it.each([
  "image001.png",
  "Description: logo.jpeg",
  "fig:  lalune.jpg",
  "C:\\Users\\Ann Lee\\My Pictures\\a.gif",
  "https://example.com/a.svg",
])("is no name of a file: %s", (name) => {
  expect(textOf(`descr="${name}"`)).toBe("");
});
