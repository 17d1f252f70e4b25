import type { DocumentReference, IndexWriter } from "@ragstone/core";
import { expect, it } from "vitest";
import { removeDocument } from "./remove-document.js";

/** An index with one text, put under a composed name; records its calls. */
function indexOf(path: string) {
  const calls: unknown[] = [];
  const index = {
    document: (key: DocumentReference) => Promise.resolve((key as { path: string }).path === path ? { path } : null),
    removeDocument: (key: DocumentReference) => Promise.resolve(calls.push(key)),
    finish: () => Promise.resolve(calls.push("finished")),
  } as unknown as IndexWriter;
  return { index, calls };
}

it.each([
  ["caf\u00e9.md", true],
  ["cafe\u0301.md", true],
  ["cafe.md", false],
])(
  "removes the text that was put under a name in any spelling, and tells whether there was one: %s",
  async (path, was) => {
    const { index, calls } = indexOf("caf\u00e9.md");
    expect(await removeDocument(index, path, {})).toBe(was);
    expect(calls).toEqual([{ origin: "put", path: path.normalize("NFC") }, "finished"]);
  },
);
