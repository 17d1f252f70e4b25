import { loaderInput } from "@ragstone/testkit";
import { expect, test } from "vitest";
import { makeDocument } from "./make-document.js";

test("a title and labels have no half of a surrogate pair", () => {
  const block = { kind: "heading", start: 0, end: 4, level: 1, label: "Pump \uD83D" } as const;
  const parts = { text: "Pump", mediaType: "text/plain", title: "\uDE00 Pump", blocks: [block] };
  const { title, blocks } = makeDocument(loaderInput("a.txt", "Pump"), parts);
  expect([title, blocks[0]!.label]).toEqual(["\uFFFD Pump", "Pump \uFFFD"]);
});
