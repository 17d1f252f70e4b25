import type { RagstoneEvent } from "@ragstone/core";
import { expect, it } from "vitest";
import { newProgress, progressAfter } from "./run-progress.js";

it("counts the documents that are done, of the files found", () => {
  const events: RagstoneEvent[] = [
    { type: "walk-ended", files: 3, bytes: 9, ignored: 0 },
    { type: "file-ignored", path: "a.png", reason: "not-a-document" },
    { type: "document-indexed", path: "a.md", chunks: 1 },
    { type: "document-unchanged", path: "b.md" },
  ];
  expect(events.reduce(progressAfter, newProgress())).toMatchObject({ done: 2, total: 3 });
});
