import { IndexError, InvalidOptionError, RagstoneError } from "@ragstone/core";
import { expect, test } from "vitest";
import { inCommandWords } from "./command-words.js";

test("an option of the library is called by its flag", () => {
  expect(inCommandWords(new InvalidOptionError("maxTokens", -5, "a whole number from 1"))).toEqual({
    message: "--max-tokens is -5; expected a whole number from 1.",
    hint: "Set --max-tokens to a whole number from 1.",
  });
});

test("a flag of the command keeps its name", () => {
  const error = new InvalidOptionError("--html", "x", "a path");
  expect(inCommandWords(error)).toEqual({ message: error.message, hint: error.hint });
});

test.each([
  [new IndexError("index-missing", "None.", { hint: "Index it.", data: { folder: "docs" } }), "ragstone index docs"],
  [new IndexError("index-missing", "None.", { hint: "Index it." }), "ragstone index FOLDER"],
  [
    new IndexError("index-missing", "None.", { hint: "Index it.", data: { index: "postgres://db/x?collection=y" } }),
    "ragstone index FOLDER --index 'postgres://db/x?collection=y'",
  ],
  [new IndexError("index-locked", "Busy.", { hint: "Wait." }), "--index DIR"],
  [new IndexError("index-read-only", "No.", { hint: "Wait." }), "--index DIR"],
  [new IndexError("index-read-only", "Old.", { hint: "Update.", data: { version: 0 } }), "Run `ragstone index` once."],
  [
    new IndexError("model-mismatch", "Other.", {
      hint: "Use a.",
      data: { made: { model: "a" }, requested: { model: "b" } },
    }),
    "ragstone migrate --embedder b",
  ],
  [new RagstoneError("unexpected", "x is undefined", { hint: "Report it." }), "--verbose"],
])("adds what to type after the library's hint", (error, typed) => {
  const { message, hint } = inCommandWords(error);
  expect(message).toBe(error.message);
  expect(hint.startsWith(`${error.hint} `)).toBe(true);
  expect(hint).toContain(typed);
});

test.each(["index-locked", "index-read-only", "index-foreign"] as const)("%s of an engine names no folder", (code) => {
  const error = new IndexError(code, "No.", { hint: "Wait.", data: { index: "postgres://db/x?collection=y" } });
  expect(inCommandWords(error).hint).toBe("Wait.");
});
