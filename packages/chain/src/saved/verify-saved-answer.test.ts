import { isRagstoneError } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { readSavedAnswer } from "./read-saved-answer.js";
import { verifySavedAnswer } from "./verify-saved-answer.js";

const citation = (id: number, path: string, start: number, quote: string) => ({
  id,
  path,
  start,
  end: start + quote.length,
  quote,
});

describe("a saved answer against today's texts", () => {
  it("tells intact, moved, changed and gone apart", async () => {
    const texts: Readonly<Record<string, string>> = {
      "same.md": "Keys rotate every 30 days.",
      "shifted.md": "A new line.\n\nBackups stay\n90 days.",
      "edited.md": "Logs are kept for 8 weeks.",
      "new-name.md": "The vault is in Oslo.",
    };
    const answer = readSavedAnswer({
      text: "…",
      citations: [
        citation(1, "same.md", 5, "rotate every 30 days"),
        citation(2, "shifted.md", 0, "Backups stay 90 days."),
        citation(3, "edited.md", 0, "Logs are kept for 4 weeks."),
        citation(4, "gone.md", 0, "Never."),
        citation(5, "old-name.md", 0, "The vault is in Oslo."),
      ],
    });
    const result = await verifySavedAnswer({
      answer,
      currentText: ({ path }) => Promise.resolve(texts[path] ?? null),
      successors: ({ path }) =>
        Promise.resolve(path === "old-name.md" ? [{ origin: "file", path: "new-name.md" }] : []),
    });
    expect(result.citations.map(({ id, state }) => [id, state])).toEqual([
      [1, "intact"],
      [2, "moved"],
      [3, "changed"],
      [4, "gone"],
      [5, "moved"],
    ]);
    expect(result.citations[1]?.now).toEqual({ origin: "file", path: "shifted.md", start: 13, end: 34 });
    expect(result.citations[4]?.now?.path).toBe("new-name.md");
  });

  it("names the claims that cite changed words, and the sentence that replaced them", async () => {
    const quote = "All keys rotate often. Logs are kept for 4 weeks.";
    const answer = readSavedAnswer({
      // As answers were saved before the verdicts "quoted" and "checked".
      claims: [{ text: "Logs stay 4 weeks [1].", citations: [1], verdict: "supported", problems: [] }, { text: 5 }],
      citations: [citation(1, "edited.md", 0, quote)],
    });
    const text = "All keys rotate often.\n\nLogs are kept for 8 weeks.";
    const { citations } = await verifySavedAnswer({ answer, currentText: () => Promise.resolve(text) });
    expect(citations).toEqual([
      {
        id: 1,
        origin: "file",
        path: "edited.md",
        quote,
        claims: ["Logs stay 4 weeks [1]."],
        state: "changed",
        changes: [
          { was: "Logs are kept for 4 weeks.", now: { start: 24, end: 50, text: "Logs are kept for 8 weeks." } },
        ],
      },
    ]);
  });

  it.each([[null], [{}], [{ citations: 5 }], [{ citations: [{ id: 1 }] }]])(
    "rejects %j with what it expected",
    (value) => {
      let thrown: unknown;
      try {
        readSavedAnswer(value);
      } catch (error) {
        thrown = error;
      }
      expect(isRagstoneError(thrown)).toBe(true);
    },
  );
});
