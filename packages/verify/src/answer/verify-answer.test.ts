import { describe, expect, it } from "vitest";
import { verifyAnswer, type VerifyAnswerOptions } from "./verify-answer.js";

const sources = [
  { text: "Keys rotate every 30 days. The vault is in Oslo." },
  { text: "Backups are kept for 90 days." },
];

describe("verifying an answer of any chain", () => {
  it("supports what is quoted and said", () => {
    const answer = verifyAnswer({
      text: 'Keys rotate every 30 days [1: "Keys rotate every 30 days"]. Backups stay 90 days. [2: "kept for 90 days"]',
      sources,
    });
    expect(answer.text).toBe("Keys rotate every 30 days [1]. Backups stay 90 days. [2]");
    expect(answer.claims.map((claim) => [claim.text, claim.verdict, claim.citations])).toEqual([
      ["Keys rotate every 30 days [1].", "supported", [1]],
      ["Backups stay 90 days. [2]", "supported", [2]],
    ]);
    expect(answer.citations[1]).toMatchObject({ path: "source-2", start: 12, end: 28, quote: "kept for 90 days" });
    for (const claim of answer.claims) expect(answer.text.slice(claim.start, claim.end)).toBe(claim.text);
  });

  it.each([
    ['Keys rotate daily [1: "keys rotate every day"].', ["quote-not-found"], "Keys rotate daily [?]."],
    ['Backups stay 90 days [1: "kept for 90 days"].', ["misattributed"], "Backups stay 90 days [1]."],
    ['Backups stay 90 days [7: "for ever"].', ["unknown-source"], "Backups stay 90 days [?]."],
    [
      'Keys rotate every 60 days [1: "Keys rotate every 30 days"].',
      ["number-mismatch"],
      "Keys rotate every 60 days [1].",
    ],
    ['It is so [1: "Keys rotate every vault is in Oslo"].', ["stitched-quote"], "It is so [?]."],
  ])("names what is wrong with %j", (text, problems, shown) => {
    const answer = verifyAnswer({ text, sources });
    expect(answer.claims[0]).toMatchObject({ verdict: "unsupported", problems });
    expect(answer.text).toBe(shown);
  });

  it("leaves what cites nothing unverified", () => {
    expect(verifyAnswer({ text: "Keys rotate every 30 days.", sources }).claims[0]).toMatchObject({
      verdict: "unverified",
      problems: ["no-citation"],
    });
  });

  it("finds quotes for answers that cite nothing when asked", () => {
    const answer = verifyAnswer({ text: "Keys rotate every 30 days. The vault is in Rome.", sources, attribute: true });
    expect(answer.text).toBe("Keys rotate every 30 days. [1] The vault is in Rome.");
    expect(answer.claims.map((claim) => claim.verdict)).toEqual(["supported", "unverified"]);
  });

  it("does not take greetings for claims", () => {
    const answer = verifyAnswer({
      text: 'Sure, here is what I found:\nKeys rotate every 30 days [1: "rotate every 30 days"].\nLet me know if you need more!',
      sources,
    });
    expect(answer.claims).toHaveLength(1);
  });

  it("gives a bare number the sentence that says it", () => {
    expect(verifyAnswer({ text: "The vault stands in Oslo [1].", sources }).citations[0]?.quote).toBe(
      "The vault is in Oslo.",
    );
  });

  it("knows sources by their ids", () => {
    const answer = verifyAnswer({
      text: "Backups are kept for 90 days [12].",
      sources: [{ id: 12, text: "Backups are kept for 90 days.", path: "b.md" }],
    });
    expect(answer.citations[0]).toMatchObject({ id: 1, path: "b.md" });
  });
});

describe("what a claim may take from the context of its quote", () => {
  const text = 'The 2023 Employee Handbook of Acme allows 25 days [1: "allows 25 days of leave"].';
  const source = { text: "It allows 25 days of leave." };
  const problemsOf = (options: Partial<VerifyAnswerOptions>) =>
    verifyAnswer({ text, sources: [source], ...options }).claims[0]?.problems;

  it("takes names and dates from title and headings", () => {
    expect(problemsOf({})).toEqual(["date-mismatch", "name-mismatch"]);
    expect(
      problemsOf({ sources: [{ ...source, title: "Employee Handbook 2023", headings: ["Acme", "Leave"] }] }),
    ).toEqual([]);
  });

  it("takes names from the question, but no values", () => {
    expect(problemsOf({ question: "What does the 2023 Employee Handbook of Acme allow?" })).toEqual(["date-mismatch"]);
  });

  it("takes nothing from the context of a source that is not cited", () => {
    expect(problemsOf({ sources: [source, { text: "Other.", title: "Employee Handbook 2023 of Acme" }] })).toEqual([
      "date-mismatch",
      "name-mismatch",
    ]);
  });

  it("repeats the headings in citations", () => {
    const { citations } = verifyAnswer({ text, sources: [{ ...source, headings: ["Acme", "Leave"] }] });
    expect(citations[0]?.headings).toEqual(["Acme", "Leave"]);
  });
});
