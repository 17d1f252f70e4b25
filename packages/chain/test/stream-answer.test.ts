import { hasPassed, type Generator } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { extractiveGenerator } from "../src/index.js";
import { ask, library, scriptedGenerator } from "./harness.js";

const files = library({
  "ops/keys.md": "# Keys\n\nSigning keys rotate every 30 days. The vault stands in Oslo. Nobody may copy a key.",
  "ops/backups.md": "# Backups\n\nBackups are kept for 90 days. They are written at midnight.",
});
const good = 'Signing keys rotate every 30 days [1: "Signing keys rotate every 30 days"].';
const bad = ' Backups are kept for 12 days [2: "kept for 90 days"].';

describe("an answer with policy mark", () => {
  it("streams clean text that agrees with the final answer", async () => {
    const { answer, streamed, parts } = await ask({
      question: "How often do keys rotate?",
      ...files,
      generator: scriptedGenerator(Array.from(good + bad)),
    });
    expect(streamed).toBe("Signing keys rotate every 30 days [1]. Backups are kept for 12 days [2].");
    expect(answer.text).toBe(streamed);
    expect(answer.claims.map((claim) => claim.verdict)).toEqual(["quoted", "unsupported"]);
    expect(answer.citations.map((citation) => [citation.path, citation.sha256, citation.quote])).toEqual([
      ["ops/keys.md", "sha-ops/keys.md", "Signing keys rotate every 30 days"],
      ["ops/backups.md", "sha-ops/backups.md", "kept for 90 days"],
    ]);
    expect(parts.filter((part) => part.type === "citation")).toHaveLength(2);
    const firstCitation = parts.findIndex((part) => part.type === "citation");
    expect(
      parts
        .slice(0, firstCitation)
        .map((part) => (part.type === "text" ? part.text : ""))
        .join(""),
    ).toBe("Signing keys rotate every 30 days [1]");
  });

  it("shows a failed citation as failed", async () => {
    const { answer } = await ask({
      question: "q",
      ...files,
      generator: scriptedGenerator(['The vault is in Rome [1: "in Rome"].']),
    });
    expect(answer.text).toBe("The vault is in Rome [?].");
    expect(answer.claims[0]).toMatchObject({ verdict: "unsupported", problems: ["quote-not-found"], citations: [] });
  });
});

describe("every answer", () => {
  it("has the time that it took, and what was used, and streams no empty parts", async () => {
    const startMs = performance.now();
    const usage = { type: "usage", inputTokens: 40, outputTokens: 9 } as const;
    const generator = scriptedGenerator([{ type: "reasoning", text: "Hm. " }, good, usage]);
    const { answer, parts } = await ask({ question: "q", ...files, generator });
    expect(answer.elapsedMs).toBeLessThanOrEqual(Math.ceil(performance.now() - startMs));
    expect(answer.elapsedMs).toBeGreaterThanOrEqual(0);
    expect(Number.isInteger(answer.elapsedMs)).toBe(true);
    expect(answer).toMatchObject({ reasoning: "Hm. ", usage: { inputTokens: 40, outputTokens: 9, costUsd: null } });
    expect(parts.filter((part) => part.type === "text" && part.text === "")).toEqual([]);
    expect((await ask({ question: "q", ...files, generator: scriptedGenerator([good]) })).answer.reasoning).toBeNull();
  });

  it("is made from eight passages unless told otherwise, fenced by a fresh nonce", async () => {
    const many = library(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.md`, `Pump ${at} runs.`])));
    const generator = scriptedGenerator(["x"]);
    await ask({ question: "Which pump runs?", ...many, generator });
    await ask({ question: "Which pump runs?", ...many, generator, k: 12 });
    expect(generator.requests.map(({ passages }) => passages.length)).toEqual([8, 12]);
    const nonces = generator.requests.map(({ nonce }) => nonce);
    expect(new Set(nonces).size).toBe(2);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{18}$/u);
  });

  it.each([
    ["k", { k: 0 }],
    ["k", { k: 1.5 }],
    ["question", { question: " \n" }],
  ])("needs a valid %s: %j", async (name, invalid) => {
    const asked = ask({ question: "q", ...files, generator: scriptedGenerator(["x"]), ...invalid });
    await expect(asked).rejects.toMatchObject({ code: "invalid-option", message: expect.stringContaining(name) });
  });

  it("that is refused names the closest passages only where the generator does", async () => {
    const quote = "Nobody may copy a key.";
    const start = (await files.readDocument({ path: "ops/keys.md" }))?.text.indexOf(quote) ?? -1;
    const near = { start, end: start + quote.length };
    const refusalOf = async (closest?: readonly { source: number; quote: string; near: typeof near }[]) => {
      const finish = {
        type: "finish",
        reason: "uncertain",
        missing: ["zinc", "key"],
        ...(closest && { closest }),
      } as const;
      const { answer } = await ask({ question: "q", ...files, generator: scriptedGenerator([finish]) });
      return answer.refusal;
    };
    const named = await refusalOf([{ source: 1, quote, near }]);
    expect(named).toMatchObject({ reason: "uncertain", missing: ["zinc"], closest: [{ path: "ops/keys.md", quote }] });
    expect(await refusalOf()).not.toHaveProperty("closest");
  });
});

describe("an answer with policy drop", () => {
  it("leaves out what fails and keeps the rest", async () => {
    const { answer, streamed } = await ask({
      question: "q",
      ...files,
      policy: "drop",
      generator: scriptedGenerator(Array.from(`Here is what I found:${bad}\n${good}\n\nHope this helps!`)),
    });
    expect(streamed).toBe(answer.text);
    expect(answer.text).toContain("Signing keys rotate every 30 days [1].");
    expect(answer.text).not.toContain("12 days");
    expect(answer.citations).toHaveLength(1);
  });

  it("refuses when nothing is left, having shown nothing", async () => {
    const { answer, streamed } = await ask({
      question: "q",
      ...files,
      policy: "drop",
      generator: scriptedGenerator([`Sure, here you go:${bad}`]),
    });
    expect(streamed).toBe("");
    expect(answer).toMatchObject({ status: "refused", text: "", refusal: { reason: "unsupported" } });
  });
});

describe("an answer with policy strict", () => {
  it("prints all or nothing", async () => {
    const whole = await ask({
      question: "q",
      ...files,
      policy: "strict",
      generator: scriptedGenerator(Array.from(good)),
    });
    expect(whole.answer.text).toBe("Signing keys rotate every 30 days [1].");
    expect(whole.streamed).toBe(whole.answer.text);
    const failed = await ask({
      question: "q",
      ...files,
      policy: "strict",
      generator: scriptedGenerator(Array.from(good + bad)),
    });
    expect(failed.streamed).toBe("");
    expect(failed.answer.refusal?.reason).toBe("unsupported");
  });
});

describe("a model that misbehaves", () => {
  it.each([
    ["nothing", ""],
    ["only white space", " \n "],
  ])("and returns %s is a refusal", async (_, text) => {
    const { answer } = await ask({ question: "q", ...files, generator: scriptedGenerator([text]) });
    expect(answer).toMatchObject({ status: "refused", text: "" });
  });

  it("and says that the sources do not contain it is a refusal with nothing shown", async () => {
    const { answer, streamed } = await ask({
      question: "What is the price of zinc?",
      ...files,
      generator: scriptedGenerator(["NOT IN", " SOURCES: the price", " of zinc"]),
    });
    expect(streamed).toBe("");
    expect(answer.refusal).toMatchObject({ reason: "no-evidence", missing: ["price", "zinc"] });
  });

  it.each([
    ["HTML", "<html><body>Keys rotate</body></html>"],
    ["JSON", '{"answer": "30 days", "n": [1, 2]}'],
    ["only citations", '[1: "The vault stands in Oslo"][2]'],
    ["citations to source 99", "Keys rotate [99]."],
    ["half a quote", 'Keys rotate [1: "Signing keys rot'],
    ["another language", "Die Schlüssel werden alle 30 Tage gewechselt."],
  ])("and returns %s is never a crash, and never verified without a check", async (_, text) => {
    for (const policy of ["mark", "drop", "strict"] as const) {
      const { answer, streamed } = await ask({
        question: "q",
        ...files,
        policy,
        generator: scriptedGenerator(Array.from(text)),
      });
      expect(streamed).toBe(answer.text);
      expect(answer.claims.filter((claim) => hasPassed(claim) && claim.citations.length === 0)).toEqual([]);
      for (const citation of answer.citations)
        expect((await files.readDocument(citation))?.text.slice(citation.start, citation.end)).toBe(citation.quote);
    }
  });

  it("and writes 100,000 tokens is read in linear time", async () => {
    const { answer } = await ask({
      question: "q",
      ...files,
      generator: scriptedGenerator(Array.from({ length: 100_000 }, () => "word ")),
    });
    expect(answer.claims[0]?.verdict).toBe("unverified");
  }, 20_000);
});

describe("the context budget", () => {
  it("leaves out passages that do not fit and reports it, never cutting", async () => {
    const events: string[] = [];
    const long = library({ "a.txt": "Alpha beta gamma. ".repeat(400), "b.txt": "Beta is short." });
    const generator = scriptedGenerator(["Beta is short [1]."], 1500);
    const { answer } = await ask({
      question: "beta?",
      ...long,
      generator,
      maxTokens: 100,
      onEvent: (event) => events.push(event.type === "notice-raised" ? event.code : event.type),
    });
    expect(generator.requests[0]?.passages.map((passage) => passage.text)).toEqual(["Beta is short."]);
    expect(answer.sources.map((source) => source.path)).toEqual(["b.txt"]);
    expect(events).toContain("passages-left-out");
  });

  it("gives the start of the best passage in whole sentences when none fits, with a note", async () => {
    const long = library({ "a.txt": "Alpha beta gamma. ".repeat(400) });
    const generator = scriptedGenerator(["Alpha beta gamma [1]."], 1500);
    const { answer } = await ask({ question: "beta?", ...long, generator, maxTokens: 100 });
    const passage = generator.requests[0]?.passages[0];
    expect(passage?.text.endsWith("gamma.")).toBe(true);
    expect(answer.notes[0]?.kind).toBe("truncated");
  });
});

describe("the extractive generator", () => {
  it("answers in an excerpt of the sources with its exact span and key sentence", async () => {
    const { answer } = await ask({
      question: "How often do signing keys rotate?",
      ...files,
      generator: extractiveGenerator(),
    });
    expect(answer.status).toBe("answered");
    const [claim] = answer.claims;
    expect(answer.text.slice(claim?.key?.start, claim?.key?.end)).toBe("Signing keys rotate every 30 days.");
    expect(answer.citations[0]).toMatchObject({ path: "ops/keys.md", start: 8 });
    expect(answer.confidence).toBeGreaterThan(0.5);
    expect(answer.claims.every((claim) => claim.verdict === "quoted")).toBe(true);
  });

  it("refuses and names what nothing mentions", async () => {
    const { answer } = await ask({
      question: "Which wine goes with Zander from Balaton?",
      ...files,
      generator: extractiveGenerator(),
    });
    expect(answer.refusal).toMatchObject({ reason: "no-evidence" });
    expect(answer.refusal?.missing).toContain("Zander");
    expect(answer.refusal?.message).toContain('"Zander"');
  });

  it("does not treat reference numbers of a source as citations", async () => {
    const wiki = library({ "w.txt": "The tower of Pisa leans by 4 degrees [12]. It is old." });
    const { answer } = await ask({
      question: "How far does the tower of Pisa lean?",
      ...wiki,
      generator: extractiveGenerator({ maxExcerpts: 1 }),
    });
    expect(answer.text).toBe("The tower of Pisa leans by 4 degrees. It is old. [1]");
    expect(answer.citations[0]?.quote).toBe("The tower of Pisa leans by 4 degrees [12]. It is old.");
  });
});

describe("a question about whole documents", () => {
  it("is computed from a table, with its rows cited", async () => {
    const text = "Name,Team\nAda,red\nBo,blue\nCy,red\n";
    const csv = library({ "people.csv": text });
    const readDocument = async (document: { readonly path: string }) => {
      const stored = await csv.readDocument(document);
      return stored === null
        ? null
        : { ...stored, blocks: [{ kind: "table" as const, start: 0, end: text.length, header: { start: 0, end: 9 } }] };
    };
    const { answer, streamed } = await ask({
      question: "How many people are in team red?",
      ...csv,
      readDocument,
      generator: extractiveGenerator(),
    });
    expect(streamed).toBe('2 of the 3 rows of people.csv have Team "red". [1][2]');
    expect(answer.text).toBe(streamed);
    expect(answer.claims[0]).toMatchObject({ computed: "count", verdict: "checked", citations: [1, 2] });
    expect(answer.citations.map((citation) => citation.quote)).toEqual(["Ada,red", "Cy,red"]);
  });

  it("is refused when passages cannot answer it", async () => {
    const { answer } = await ask({
      question: "How many documents mention keys?",
      ...files,
      generator: extractiveGenerator(),
    });
    expect(answer).toMatchObject({ status: "refused", refusal: { reason: "needs-whole-document" } });
  });
});

describe("soft matching", () => {
  const car = library({ "a.txt": "The automobile needs petrol. The garden needs water." });
  const wordVectors = (list: readonly string[]) =>
    Promise.resolve(
      list.map((word) =>
        /^(?:car|automobile)$/u.test(word)
          ? Float32Array.of(1, 0)
          : /^(?:fuel|petrol)$/u.test(word)
            ? Float32Array.of(0, 1)
            : null,
      ),
    );

  it("finds the sentence that says it in other words, asking for vectors once", async () => {
    const asked: (readonly string[])[] = [];
    const recording = (list: readonly string[]) => {
      asked.push(list);
      return wordVectors(list);
    };
    const { answer } = await ask({
      question: "What fuel does the car need?",
      ...car,
      generator: extractiveGenerator({ maxExcerpts: 1 }),
      wordVectors: recording,
    });
    const key = answer.claims[0]?.key;
    expect(answer.text.slice(key?.start, key?.end)).toBe("The automobile needs petrol.");
    expect(asked).toHaveLength(1);
    expect(
      (
        await ask({
          question: "What fuel does the car need?",
          ...car,
          generator: extractiveGenerator({ maxExcerpts: 1 }),
        })
      ).answer.status,
    ).toBe("refused");
  });
});

describe("the kind of a generator", () => {
  const history = [
    { role: "user", text: "How often do signing keys rotate?" },
    { role: "assistant", text: "Every 30 days." },
  ] as const;
  const vault = library({ "vault.md": "The vault of the signing keys is in Oslo." });

  it("decides whether it is asked the question as written or the standalone one", async () => {
    const question = "And where is the vault?";
    const extractive = scriptedGenerator(["x"]);
    await ask({ question, history, ...vault, generator: extractive });
    const model = { ...scriptedGenerator(["x"]), kind: "model" as const };
    await ask({ question, history, ...vault, generator: model });
    expect([extractive, model].map(({ requests }) => requests[0]?.question)).toEqual([
      "And where is the vault (often signing keys rotate)?",
      question,
    ]);
  });

  it("completes a question from a single earlier turn where it is extractive", async () => {
    const extractive = scriptedGenerator(["x"]);
    await ask({ question: "And where is the vault?", history: [history[0]], ...vault, generator: extractive });
    expect(extractive.requests[0]?.question).toBe("And where is the vault (often signing keys rotate)?");
  });

  it("must be stated", async () => {
    const unstated = { ...scriptedGenerator(["x"]), kind: undefined } as unknown as Generator;
    await expect(ask({ question: "q", ...vault, generator: unstated })).rejects.toMatchObject({
      code: "invalid-option",
      message: expect.stringContaining("generator.kind"),
    });
  });
});
