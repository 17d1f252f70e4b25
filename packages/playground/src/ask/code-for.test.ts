import { describe, expect, it } from "vitest";
import { codeFor, type CodeKind } from "./code-for.js";

const details = {
  origin: "http://127.0.0.1:4100",
  collection: "docs",
  folder: "/home/anna/it's",
  request: { question: 'What\'s "new"?', model: "databricks:llama-4-maverick", policy: "strict", filter: "type:md" },
} as const;

describe("codeFor", () => {
  it("quotes what a shell would read", () => {
    expect(codeFor("cli", details)).toBe(
      `ragstone ask 'What'\\''s "new"?' '/home/anna/it'\\''s' --model 'databricks:llama-4-maverick' --policy 'strict' --filter 'type:md'`,
    );
  });

  it.each(["curl", "typescript", "langchain", "cli"] satisfies CodeKind[])(
    "asks the same question as %s, without a secret",
    (kind) => {
      const code = codeFor(kind, details);
      expect(code).toContain("new");
      expect(code).not.toMatch(/Bearer [^$]/u);
    },
  );
});
