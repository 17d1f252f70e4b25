import { describe, expect, it } from "vitest";
import { extractiveGenerator } from "../src/index.js";
import { ask, library, scriptedGenerator } from "./harness.js";

const question = "How many days do customers have to return an item?";
const first = "Customers may return an item within 30 days of delivery.";

describe("notes on an answer", () => {
  it("name the words that passages were searched for in place of typos", async () => {
    const queries: string[] = [];
    const files = library({ "a.md": first });
    const { answer } = await ask({
      question: "Within how many days may an itme be returned?",
      ...files,
      search: (query, options) => {
        queries.push(query);
        return files.search(query, options);
      },
      nearestTerms: async (word) => (word === "itme" ? ["item"] : []),
      generator: scriptedGenerator([`${first} [1: "${first}"]`]),
    });
    expect(queries).toEqual(["Within how many days may an item be returned?"]);
    expect(answer.question).toBe("Within how many days may an itme be returned?");
    expect(answer.notes).toEqual([
      {
        kind: "corrected",
        message: 'No document contains "itme"; passages were searched for with "item".',
        citations: [],
      },
    ]);
  });

  it("come with the offline answer to the question without its typo, in which names stay", async () => {
    const terms = { itme: "item", Meier: "meyer" } as Readonly<Record<string, string>>;
    const questions: string[] = [];
    const offline = extractiveGenerator();
    const { answer } = await ask({
      question: "Within how many days may Meier return an itme?",
      ...library({ "a.md": first }),
      nearestTerms: async (word) => (terms[word] === undefined ? [] : [terms[word]]),
      generator: {
        ...offline,
        generate(request) {
          questions.push(request.question);
          return offline.generate(request);
        },
      },
    });
    expect(questions).toEqual(["Within how many days may Meier return an item?"]);
    expect(answer.question).toBe("Within how many days may Meier return an itme?");
  });

  it("tell that another document says otherwise, cite it and name the newer one", async () => {
    const files = library({
      "a.md": first,
      "b.md": "Customers who return an item have 60 days after delivery.",
      "c.md": "The shop in Oslo has 12 windows.",
    });
    const readDocument = async ({ path }: { readonly path: string }) => {
      const stored = await files.readDocument({ path });
      return stored === null
        ? null
        : { ...stored, record: { ...stored.record, modifiedMs: path === "b.md" ? 120_000 : 1 } };
    };
    const { answer, parts } = await ask({
      question,
      ...files,
      readDocument,
      generator: scriptedGenerator([`${first} [1: "${first}"]`]),
    });
    expect(answer.notes).toEqual([
      {
        kind: "conflict",
        message: "a.md says 30 days, b.md says 60 days. b.md is the newer one by file time.",
        citations: [1, 2],
        newer: 2,
      },
    ]);
    expect(answer.citations[1]).toMatchObject({ path: "b.md", start: 0 });
    expect(parts.filter((part) => part.type === "citation")).toHaveLength(2);
  });

  it.each([
    [
      "the same value in another unit",
      "Customers who return an item have 4 weeks and 2 days, in all 30 days, after delivery.",
    ],
    ["a value of something else", "The shop pays its staff every 14 days and opens at 9."],
    ["another name", "Customers of Acme Norway may return an item within 60 days of delivery."],
  ])("do not tell of %s", async (_, second) => {
    const { answer } = await ask({
      question,
      ...library({ "a.md": first, "b.md": second }),
      generator: extractiveGenerator({ maxExcerpts: 1 }),
    });
    expect(answer.status).toBe("answered");
    expect(answer.notes).toEqual([]);
  });

  it.each([
    [
      "codes that name other things",
      "What does exit code 5 mean?",
      "Exit code 5 means that some documents could not be indexed.",
      "Exit code 6 means that another process has the lock.",
    ],
    [
      "rows with other keys",
      "What does exit code 5 mean?",
      "Exit code 5 means that some documents could not be indexed.",
      "| 1 | documents could not be indexed |",
    ],
    [
      "sentences without the number asked for",
      "What happens after 5 attempts?",
      "After 5 attempts the account is locked.",
      "After 3 attempts the account is locked.",
    ],
  ])("do not tell of %s", async (_, asked, said, other) => {
    const { answer } = await ask({
      question: asked,
      ...library({ "a.md": said, "b.md": other }),
      generator: scriptedGenerator([`${said} [1: "${said}"]`]),
    });
    expect(answer.claims).toMatchObject([{ verdict: "quoted" }]);
    expect(answer.notes).toEqual([]);
  });

  it.each([
    ["When was the 2012 cup held?", "The cup of 2012 was held on December 8, 2012.", ["8", "15"]],
    ["When was the 2012 cup held?", "The cup of 2012 was held on December 1, 2012.", ["1,", "15,"]],
    ["For how long may the X9 be parked?", "The X9 may be parked for up to 60 minutes.", ["60", "90"]],
    ["For how long may the X9 be parked?", "The X9 may park for 90 minutes.", ["90 minutes", "2 hours"]],
    ["Who won the cup of 2012?", "Ann Berg won the cup of 2012.", ["Ann Berg", "Carl Holm"]],
  ] as const)("tell, asked %j, of %j with other values: %j", async (asked, said, [value, other]) => {
    const { answer } = await ask({
      question: asked,
      ...library({ "a.md": said, "b.md": said.replace(value, other) }),
      generator: scriptedGenerator([`${said} [1: "${said}"]`]),
    });
    expect(answer.notes.map((note) => note.kind)).toEqual(["conflict"]);
  });

  it.each([
    ["numbered things", "How much does Model 3 cost?", "Model 3 costs 20 euros.", "Model 5 costs 30 euros."],
    ["codes", "How much does the KW-1200 weigh?", "The KW-1200 weighs 400 kg.", "The KW-1600 weighs 500 kg."],
    ["equal values", "For how long may it park?", "The X9 may park for 90 minutes.", "The X9 may park for 1.5 hours."],
  ])("do not tell of %s", async (_, asked, said, other) => {
    const { answer } = await ask({
      question: asked,
      ...library({ "a.md": said, "b.md": other }),
      generator: scriptedGenerator([`${said} [1: "${said}"]`]),
    });
    expect(answer.notes).toEqual([]);
  });

  it("tell that a cited file changed since it was indexed", async () => {
    const { answer } = await ask({
      question,
      ...library({ "a.md": first }),
      generator: extractiveGenerator(),
      isStale: () => Promise.resolve(true),
    });
    expect(answer.notes).toMatchObject([{ kind: "stale", citations: [1] }]);
  });
  it.each([
    ["tell that a model's answer is in another language", "model", ["language"]],
    ["do not tell of an excerpt's language", "extractive", []],
  ] as const)("%s", async (_, kind, kinds) => {
    const asked: string[] = [];
    const languageOf = (text: string) => {
      asked.push(text.trim());
      return Promise.resolve("de");
    };
    const generator = { ...scriptedGenerator([`${first} [1: "${first}"]`]), kind };
    const { answer } = await ask({ question, ...library({ "a.md": first }), languageOf, generator });
    expect(answer.notes.map((note) => note.kind)).toEqual(kinds);
    expect(asked).toEqual(kind === "model" ? [first] : []);
  });

  it("tell that the answer was cut by the token limit, and of no cut otherwise", async () => {
    for (const [reason, kinds] of [
      ["length", ["truncated"]],
      ["stop", []],
    ] as const) {
      const generator = scriptedGenerator([`${first} [1: "${first}"]`, { type: "finish", reason }]);
      const { answer } = await ask({ question, ...library({ "a.md": first }), generator });
      expect(answer.notes.map((note) => note.kind)).toEqual(kinds);
    }
  });
});
