import fc from "fast-check";
import { expect, test } from "vitest";
import { documentName } from "./document-name.js";
import { parseDocumentName } from "./parse-document-name.js";

const part = fc.oneof(
  fc.constantFrom("put:", "a", "b.md", "put"),
  fc.string({ minLength: 1 }).map((text) => `x${text}`),
);
const key = fc.record({
  origin: fc.constantFrom("file" as const, "put" as const),
  path: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
});

test("a document's name says its key, and no two keys share one", () => {
  fc.assert(
    fc.property(key, (one) => {
      expect(parseDocumentName(documentName(one))).toEqual(one);
    }),
  );
});

test("a file is named by its path, other text with put:", () => {
  expect(documentName({ origin: "file", path: "a/b.md" })).toBe("a/b.md");
  expect(documentName({ origin: "put", path: "a/b.md" })).toBe("put:a/b.md");
  expect(parseDocumentName("./a/b.md")).toEqual({ origin: "file", path: "a/b.md" });
});
