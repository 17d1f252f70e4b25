import type { Generator, Hit } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { mergeHits } from "../src/retrieval/merge-hits.js";
import { ask, library, scriptedGenerator } from "./harness.js";

const files = library({
  "keys.md": "Signing keys rotate every 30 days.",
  "vault.md": "The vault stands in Oslo.",
  "backups.md": "Backups are kept for 90 days.",
  "menu.md": "Soup is served on Mondays.",
});
const compound = "How often do signing keys rotate, and where is the vault?";

/** Finds files that share a word with the query, and keeps the queries. */
function searching(): { readonly queries: string[]; readonly search: typeof files.search } {
  const queries: string[] = [];
  return {
    queries,
    search: (query, { k }) => {
      queries.push(query);
      const wanted = query.toLowerCase().match(/[a-z]{4,}/gu) ?? [];
      return Promise.resolve(
        files.hits.filter(({ text }) => wanted.some((word) => text.toLowerCase().includes(word))).slice(0, k),
      );
    },
  };
}

/** The scripted generator, which also completes prompts by `reply`. */
function completing(
  reply: (user: string) => string | Error,
): Generator & ReturnType<typeof scriptedGenerator> & { readonly prompts: string[] } {
  const prompts: string[] = [];
  return {
    ...scriptedGenerator(["NOT IN SOURCES"]),
    kind: "model",
    prompts,
    complete({ user }) {
      prompts.push(user);
      const said = reply(user);
      return said instanceof Error ? Promise.reject(said) : Promise.resolve(said);
    },
  };
}

describe("a compound question", () => {
  it("is searched for as it is unless asked otherwise, without a call", async () => {
    const { queries, search } = searching();
    const generator = completing(() => "x");
    await ask({ ...files, question: compound, search, generator });
    expect(queries).toEqual([compound]);
    expect(generator.prompts).toEqual([]);
  });

  it.each([
    ["lines", "How often do signing keys rotate?\nWhere does the vault stand?"],
    [
      "a numbered list with an introduction",
      "Here are the sub-questions:\n\n1. How often do signing keys rotate?\n2) Where does the vault stand?\n",
    ],
    ["bullets and quotation marks", '- "How often do signing keys rotate?"\n* “Where does the vault stand?”'],
    ["JSON in a fence", '```json\n["How often do signing keys rotate?", "Where does the vault stand?"]\n```'],
    [
      "labels",
      "Question 1: How often do signing keys rotate?\nQuestion 2: Where does the vault stand?\nQuestion 2: Where " +
        "does the vault stand?",
    ],
  ])("is taken apart by a list written as %s", async (_, reply) => {
    const { queries, search } = searching();
    const generator = completing(() => reply);
    await ask({ ...files, question: compound, search, generator, k: 1, decompose: true });
    expect(queries).toEqual([compound, "How often do signing keys rotate?", "Where does the vault stand?"]);
    expect(generator.requests[0]?.passages.map(({ path }) => path)).toEqual(["keys.md", "vault.md"]);
    expect(generator.requests[0]?.question).toBe(compound);
  });

  it.each([
    ["nothing", ""],
    ["one question", "How often do signing keys rotate?"],
    ["something else", "Bananas are yellow.\nApples are red."],
    ["HTML", "<html><body>No</body></html>"],
    ["an answer of 100,000 words", "keys ".repeat(100_000)],
    ["a failure", new Error("the line is dead")],
  ])("is searched for as it is when the model says %s", async (_, reply) => {
    const { queries, search } = searching();
    const codes: string[] = [];
    await ask({
      ...files,
      question: compound,
      search,
      generator: completing(() => reply),
      decompose: true,
      onEvent: (event) => event.type === "notice-raised" && codes.push(event.code),
    });
    expect(queries).toEqual([compound]);
    expect(codes).toEqual(reply instanceof Error ? ["question-searched-as-is"] : []);
  });

  it("has four parts at most, and twice the passages of one search", async () => {
    const { queries, search } = searching();
    const generator = completing(() => Array.from({ length: 20 }, (_, at) => `What of keys ${at}?`).join("\n"));
    await ask({ ...files, question: compound, search, generator, k: 1, decompose: true });
    expect(queries).toHaveLength(5);
    expect(generator.requests[0]?.passages.length).toBeLessThanOrEqual(2);
  });

  it("is not taken apart by a generator that cannot", async () => {
    const { queries, search } = searching();
    await ask({
      ...files,
      question: compound,
      search,
      generator: scriptedGenerator(["NOT IN SOURCES"]),
      decompose: true,
    });
    expect(queries).toEqual([compound]);
  });
});

describe("a further round", () => {
  const question = "Do signing keys outlive backups?";

  it("searches for the words that no passage contains, by themselves or by a model's query", async () => {
    const lexical = searching();
    const extractive = scriptedGenerator(["NOT IN SOURCES"]);
    await ask({ ...files, question, search: lexical.search, generator: extractive, k: 1, rounds: 2 });
    expect(lexical.queries).toEqual([question, "backups"]);
    expect(extractive.requests[0]?.passages.map(({ path }) => path)).toEqual(["keys.md", "backups.md"]);
    const asked = searching();
    const generator = completing(() => "1. how long backups are kept\n2. backups retention");
    await ask({ ...files, question, search: asked.search, generator, k: 1, rounds: 2 });
    expect(asked.queries).toEqual([question, "how long backups are kept", "backups retention"]);
    expect(generator.prompts[0]).toContain("Nothing was found about: backups");
  });

  it("does not come when nothing is left to find, when nothing new came, or after the last", async () => {
    const covered = searching();
    await ask({
      ...files,
      question: "Do signing keys rotate?",
      search: covered.search,
      generator: scriptedGenerator(["x"]),
      rounds: 3,
    });
    expect(covered.queries).toHaveLength(1);
    const same: string[] = [];
    await ask({
      ...files,
      question,
      search: (query) => (same.push(query), Promise.resolve(files.hits.slice(0, 1))),
      generator: scriptedGenerator(["x"]),
      rounds: 3,
    });
    expect(same).toHaveLength(2);
  });

  it("falls back to the words when the model fails, and stops on abort", async () => {
    const { queries, search } = searching();
    await ask({ ...files, question, search, generator: completing(() => new Error("dead")), k: 1, rounds: 2 });
    expect(queries).toEqual([question, "backups"]);
    const controller = new AbortController();
    const aborting = completing(() => (controller.abort(), new Error("dead")));
    await expect(
      ask({ ...files, question, search, generator: aborting, rounds: 2, k: 1, signal: controller.signal }),
    ).rejects.toMatchObject({ name: "AbortError" });
  });

  it("is one of three at most", async () => {
    await expect(ask({ ...files, question, generator: scriptedGenerator(["x"]), rounds: 4 })).rejects.toMatchObject({
      code: "invalid-option",
    });
  });
});

describe("hits of several searches", () => {
  const hit = (id: string, score: number): Hit => ({ ...files.hits[0]!, id, score });

  it("come the best of each first, once, with their best score, ranked anew", () => {
    const merged = mergeHits(
      [
        [hit("a", 1), hit("b", 0.9), hit("c", 0.8)],
        [hit("b", 1), hit("d", 0.5)],
      ],
      4,
    );
    expect(merged.map(({ id, score, rank }) => [id, score, rank])).toEqual([
      ["a", 1, 1],
      ["b", 1, 2],
      ["d", 0.5, 3],
      ["c", 0.8, 4],
    ]);
    expect(mergeHits([], 4)).toEqual([]);
  });
});

describe("the passages of a model with a large context", () => {
  const wanted: number[] = [];
  const many = {
    ...library(
      Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.md`, `Key ${at} ${"rotates ".repeat(200)}.`])),
    ),
  };
  const search = (_question: string, { k }: { readonly k: number }): Promise<readonly Hit[]> => {
    wanted.push(k);
    return Promise.resolve(many.hits.slice(0, k));
  };

  it("take 6,000 tokens of the best 40, and nothing is reported as left out", async () => {
    const generator = { ...completing(() => ""), contextTokens: 200_000 };
    const events: unknown[] = [];
    await ask({ ...many, question: "Which key rotates?", search, generator, onEvent: (event) => events.push(event) });
    expect(wanted.at(-1)).toBe(40);
    const passages = generator.requests[0]?.passages ?? [];
    expect(passages.length).toBeGreaterThan(8);
    expect(passages.length).toBeLessThan(15);
    expect(events).toEqual([]);
  });

  it("are as many as the caller asks for", async () => {
    const generator = { ...completing(() => ""), contextTokens: 200_000 };
    await ask({ ...many, question: "Which key rotates?", search, generator, k: 20 });
    expect(generator.requests[0]?.passages).toHaveLength(20);
  });
});

describe("a question about all of the documents", () => {
  const question = "How many documents mention keys?";
  const readAll = async function* (): AsyncGenerator<Hit> {
    yield* files.hits;
  };

  it("gives a model everything there is when it fits, whatever the search found", async () => {
    const generator = { ...completing(() => ""), contextTokens: 4000 };
    await ask({ ...files, question, readAll, generator, k: 1 });
    expect(generator.requests[0]?.passages).toHaveLength(4);
    const none = { ...completing(() => ""), contextTokens: 4000 };
    await ask({ ...files, question, readAll, search: () => Promise.resolve([]), generator: none });
    expect(none.requests[0]?.passages).toHaveLength(4);
  });

  it("is refused when it does not fit, having read no further than the context goes", async () => {
    let read = 0;
    const endless = async function* (): AsyncGenerator<Hit> {
      for (;;) yield { ...files.hits[0]!, id: String((read += 1)) };
    };
    const generator = { ...completing(() => ""), contextTokens: 4000 };
    const { answer } = await ask({ ...files, question, readAll: endless, generator });
    expect(answer.refusal?.reason).toBe("needs-whole-document");
    expect(generator.requests).toEqual([]);
    expect(read).toBeLessThan(60);
  });

  it("is refused by a generator that reads only sentences, and where nothing can be listed", async () => {
    expect(
      (await ask({ ...files, question, readAll, generator: scriptedGenerator(["x"]) })).answer.refusal?.reason,
    ).toBe("needs-whole-document");
    expect((await ask({ ...files, question, generator: completing(() => "") })).answer.refusal?.reason).toBe(
      "needs-whole-document",
    );
  });
});
