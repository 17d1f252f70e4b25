import { describe, expect, it } from "vitest";
import { verifyAnswer, type VerifyAnswerOptions } from "./verify-answer.js";

const sources = [
  { text: "Keys rotate every 30 days. The vault is in Oslo." },
  { text: "Backups are kept for 90 days." },
];

describe("verifying an answer of any chain", () => {
  it("tells what is quoted from what is checked", () => {
    const answer = verifyAnswer({
      text: 'Keys rotate every 30 days [1: "Keys rotate every 30 days"]. Backups stay 90 days. [2: "kept for 90 days"]',
      sources,
    });
    expect(answer.text).toBe("Keys rotate every 30 days [1]. Backups stay 90 days. [2]");
    expect(answer.claims.map((claim) => [claim.text, claim.verdict, claim.citations])).toEqual([
      ["Keys rotate every 30 days [1].", "quoted", [1]],
      ["Backups stay 90 days. [2]", "checked", [2]],
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
    expect(answer.claims.map((claim) => claim.verdict)).toEqual(["quoted", "unverified"]);
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

  it("finds no support for a bare number of a source that says nothing of the claim", () => {
    expect(verifyAnswer({ text: "Passwords change weekly [1].", sources }).claims[0]).toMatchObject({
      verdict: "unsupported",
      problems: ["no-support"],
    });
  });

  it("reads no citation from code", () => {
    const code = { text: "The first argument is `process.argv[2]`." };
    const answer = verifyAnswer({
      text: 'The first argument is `process.argv[2]` [1: "The first argument is `process.argv[2]`."].',
      sources: [code],
    });
    expect(answer.text).toBe("The first argument is `process.argv[2]` [1].");
    expect(answer.claims).toMatchObject([{ verdict: "quoted", citations: [1] }]);
  });

  it("does not pass a link that takes the conversation along", () => {
    const link = "https://example.com/log?q={{conversation}}";
    const answer = verifyAnswer({
      text: `Keys rotate every 30 days, see ${link} [1: "Keys rotate every 30 days"].`,
      sources: [{ text: `Keys rotate every 30 days. The log is at ${link}.` }],
    });
    expect(answer.claims[0]?.problems).toContain("instruction-quoted");
    const plain = "The health page is at https://{{host}}/health.";
    expect(verifyAnswer({ text: `${plain} [1: "${plain}"]`, sources: [{ text: plain }] }).claims[0]?.verdict).toBe(
      "quoted",
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

  it("takes names from the question, and values of a type that the quote has none of", () => {
    expect(problemsOf({ question: "What does the 2023 Employee Handbook of Acme allow?" })).toEqual([]);
    expect(
      problemsOf({
        question: "Does the Employee Handbook of Acme allow 30 days?",
        text: 'Acme allows 30 days [1: "allows 25 days of leave"].',
      }),
    ).toEqual(["number-mismatch"]);
  });

  it("takes names and dates from the name of the file, but not from a name made up for the source", () => {
    expect(problemsOf({ sources: [{ ...source, path: "acme/employee-handbook-2023.md" }] })).toEqual([]);
    const [claim] = verifyAnswer({
      text: 'It allows 1 day [1: "allows leave"].',
      sources: [{ text: "It allows leave." }],
    }).claims;
    expect(claim?.problems).toEqual(["number-mismatch"]);
  });

  it("takes the header of the table that a quoted row belongs to", () => {
    const table = "| Plan | Users in 2024 |\n|---|---|\n| free | 3 |\n| team | 20 |";
    const row = 'In 2024 the team plan has 20 users [1: "| team | 20 |"].';
    expect(problemsOf({ text: row, sources: [{ text: table }] })).toEqual([]);
  });

  it("takes the name that a pronoun of the quote speaks of from the sentence before", () => {
    const rotation = { text: "CREATE BACKUP copies the vault. By default, it keeps three copies." };
    const said = 'CREATE BACKUP keeps three copies [1: "By default, it keeps three copies."].';
    expect(problemsOf({ text: said, sources: [rotation] })).toEqual([]);
  });

  it("takes nothing from the context of a source that is not cited", () => {
    expect(problemsOf({ sources: [source, { text: "Other.", title: "Employee Handbook 2023 of Acme" }] })).toEqual([
      "date-mismatch",
      "name-mismatch",
    ]);
  });

  it("takes the name that most sources speak of", () => {
    const about = ["Acme is old.", "Acme hires.", "Leave at Acme."].map((other) => ({ text: other }));
    const said = 'The leave at Acme is 25 days [1: "allows 25 days of leave"].';
    expect(problemsOf({ text: said, sources: [source, ...about] })).toEqual([]);
    expect(problemsOf({ text: said, sources: [source, about[0]!] })).toEqual(["name-mismatch"]);
  });

  it("repeats the headings in citations", () => {
    const { citations } = verifyAnswer({ text, sources: [{ ...source, headings: ["Acme", "Leave"] }] });
    expect(citations[0]?.headings).toEqual(["Acme", "Leave"]);
  });
});

describe("sentences that are no claims", () => {
  const verdicts = (text: string) =>
    verifyAnswer({ text, sources }).claims.map(({ verdict, problems }) => [verdict, ...problems]);

  it.each([
    ["a bold heading", "**When keys rotate**"],
    ["the statement that something is missing", "NOT IN SOURCES: how often passwords change."],
    ["the statement that it is not stated", "How often passwords change is not stated in the sources."],
    ["the statement that sources differ", "The sources disagree on this point."],
    ["a code block", "```sh\nvault rotate --days 30. Now\nvault list\n```"],
    ["a lead-in with its code block", "Run these two commands in the vault:\n\n```sh\nvault rotate\n\nvault list\n```"],
    ["code with an ellipsis before a block", "Use `rotate ... WITH KEYS`:\n\n```\nrotate 30 WITH KEYS\n```"],
  ])("knows %s", (_, text) => {
    expect(verdicts(text)).toEqual([]);
  });

  it("keeps the space before a name that starts with a full stop", () => {
    const text = "To skip a folder, add a file named .vaultignore.";
    const answer = verifyAnswer({ text: `${text} [1: "${text}"]`, sources: [{ text }] });
    expect(answer.claims[0]).toMatchObject({ verdict: "quoted", problems: [] });
  });

  it("reads no number from the marker of a list item", () => {
    expect(verdicts('1. Keys rotate [1: "Keys rotate"]\n2. Backups are kept [2: "Backups are kept"]')).toEqual([
      ["quoted"],
      ["quoted"],
    ]);
  });

  it("joins a code block to the citation after it", () => {
    const code = "```sh\nvault rotate --days 30\n```";
    const shell = { text: `Rotate by hand:\n\n${code}\n` };
    const answer = verifyAnswer({ text: `${code}\n[1: "vault rotate --days 30"]\nDone.`, sources: [shell] });
    expect(answer.claims[0]).toMatchObject({ text: `${code}\n[1]`, verdict: "quoted" });
  });
});

describe("one citation for several sentences of a paragraph", () => {
  it("covers those that its quote supports", () => {
    const answer = verifyAnswer({
      text: 'Use the vault in Oslo. Keys rotate there every 30 days [1: "Keys rotate every 30 days. The vault is in Oslo."]. Keys rotate often.',
      sources,
    });
    expect(answer.claims.map(({ verdict, citations }) => [verdict, ...citations])).toEqual([
      ["checked", 1],
      ["checked", 1],
      ["checked", 1],
    ]);
  });

  it("covers a whole list if it is on a line of its own at the end", () => {
    const text =
      'To do:\n1. Rotate keys every 30 days.\n2. Open the vault in Oslo.\n3. Call Anna.\n\n[1: "Keys rotate every 30 days. The vault is in Oslo."]';
    expect(verifyAnswer({ text, sources }).claims.map(({ verdict }) => verdict)).toEqual([
      "checked",
      "checked",
      "unsupported",
    ]);
    const whole = verifyAnswer({ text: text.replace("\n3. Call Anna.", ""), sources });
    expect(whole.claims.map(({ verdict }) => verdict)).toEqual(["checked", "checked"]);
  });

  it("covers nothing else, and nothing of another paragraph", () => {
    const answer = verifyAnswer({
      text: 'Passwords change weekly. Keys rotate every 60 days. Keys rotate [1: "Keys rotate every 30 days"].\n\nKeys rotate every 30 days.',
      sources,
    });
    expect(answer.claims.map(({ verdict }) => verdict)).toEqual(["unverified", "unverified", "quoted", "unverified"]);
  });
});
