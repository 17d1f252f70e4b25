import { expect, it } from "vitest";
import { partialNote } from "./partial-note.js";

it.each([
  ["Keys rotate monthly [1].\nNOT IN SOURCES: who rotates them.", "The sources do not contain: who rotates them."],
  ["Keys rotate monthly [1].\n\n**Not in sources:**", "The sources contain only a part of the answer."],
])("an answer that ends with what is missing is partial: %j", (text, message) => {
  expect(partialNote(text)).toEqual({ kind: "partial", message, citations: [] });
});

it("an answer that mentions the words inside a sentence is not partial", () => {
  expect(partialNote("Passwords are not in sources of the build [1].")).toBeNull();
});
