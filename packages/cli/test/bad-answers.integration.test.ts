import { hasPassed, type Answer } from "@ragstone/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openRagstone } from "@ragstone/engine";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { ragstone, type Ended } from "./command.js";
import { indexedFolder } from "../../engine/test/databricks.js";
import { type ErrorJson } from "./databricks.js";
import { fakeProviders } from "./fake-providers.js";

const documents = { "guides/keys.md": guide, "lunch.txt": lunch };
const question = "How often are signing keys rotated?";
const env = { OPENAI_API_KEY: "sk-secret0123456789", ANTHROPIC_API_KEY: "sk-ant-secret0123456789" };
const quote = "Signing keys are rotated every 90 days";

interface BadAnswer {
  readonly says: readonly string[];
  /** Exit code with policy `mark`, and the problems of the claims. */
  readonly code: number;
  readonly problems: readonly (readonly string[])[];
  readonly notes?: readonly string[];
}

const bad: Readonly<Record<string, BadAnswer>> = {
  HTML: {
    says: [
      "<html><body><h1>Keys</h1><p>Signing keys are rotated every 12 days.</p><script>alert(1)</script></body></html>",
    ],
    code: 4,
    problems: [["no-citation"]],
  },
  JSON: {
    says: ['{"answer": "Signing keys are rotated every 12 days.", "citations": [1, 2], "sources": [{"id": 1}]}'],
    code: 4,
    problems: [["unknown-source", "number-mismatch"]],
  },
  "a fenced block of code": {
    // Code is no claim, and an answer without claims ends with 4.
    says: ['```json\n{ "rotation": "12 days" }\n```'],
    code: 4,
    problems: [],
  },
  "another language": {
    says: [
      `Die Signaturschlüssel werden laut Handbuch alle neunzig Tage ausgetauscht, und die Ankündigung erscheint zwei Tage vorher auf der Statusseite [1: "${quote}"].`,
    ],
    code: 4,
    problems: [["name-mismatch"]],
    notes: ["language"],
  },
  "only citations": { says: [`[1: "${quote}"] [1] [2]`], code: 4, problems: [] },
  "a greeting": { says: ["Hello! How can I help you?"], code: 4, problems: [] },
  "citations to source 99": {
    says: ["Signing keys are rotated every 90 days [99]."],
    code: 4,
    problems: [["unknown-source"]],
  },
  "half a quote": {
    says: ['Signing keys are rotated every 90 days [1: "Signing keys are rot'],
    code: 4,
    problems: [["quote-not-found"]],
  },
  "an invented quote": {
    says: ['Signing keys are rotated daily [1: "keys are rotated every single day"].'],
    code: 4,
    problems: [["quote-not-found"]],
  },
  "escape codes of a terminal": {
    says: [`\u001b[2J\u001b]0;owned\u0007Signing keys are rotated every 90 days [1: "${quote}"].`],
    code: 4,
    problems: [["number-mismatch"]],
  },
  "the sign of no answer after an answer": {
    // The sign itself claims nothing.
    says: ["Keys are rotated every 12 days. NOT IN SOURCES"],
    code: 4,
    problems: [["no-citation"]],
  },
};

/** Invariants of any answer, independent of the model's output. */
function checkAnswer({ code, err, json }: Ended): Answer {
  expect(err).toBe("");
  const answer = json<Answer>();
  expect([0, 3, 4]).toContain(code);
  expect(code === 3).toBe(answer.status === "refused");
  for (const claim of answer.claims) {
    expect(answer.text.slice(claim.start, claim.end)).toBe(claim.text);
    expect(hasPassed(claim) && claim.citations.length === 0).toBe(false);
  }
  for (const { path, start, end, quote: words } of answer.citations)
    expect(documents[path as keyof typeof documents].slice(start, end)).toBe(words);
  return answer;
}

const ask = (folder: string, origin: string, spec = "openai:some-model", base = "/v1") =>
  ragstone(["ask", question, folder, "--no-sync", "--model", spec, "--base-url", origin + base, "--json"], { env });

afterEach(() => vi.unstubAllEnvs());

describe("a model that says", () => {
  test.each(Object.entries(bad))(
    "%s gets an answer marked for what it is, or a refusal",
    async (_, { says, code, problems, notes = [] }) => {
      const fake = await fakeProviders();
      fake.says = says;
      const folder = await indexedFolder(documents);
      const marked = await ask(folder, fake.origin);
      const answer = checkAnswer(marked);
      expect([marked.code, answer.claims.map((claim) => claim.problems), answer.notes.map(({ kind }) => kind)]).toEqual(
        [code, problems, notes],
      );
      vi.stubEnv("OPENAI_API_KEY", env.OPENAI_API_KEY);
      await using rag = await openRagstone({ folder, generator: "openai:some-model", baseUrl: `${fake.origin}/v1` });
      for (const policy of ["drop", "strict"] as const)
        expect(await rag.ask(question, { policy })).toMatchObject({ status: "refused", text: "", claims: [] });
    },
  );

  test.each([
    ["openai", "/v1"],
    ["anthropic", ""],
    ["ollama", ""],
  ])("100,000 tokens, through %s, is read to the end and verified nowhere", async (provider, base) => {
    const fake = await fakeProviders();
    fake.says = Array.from({ length: 10_000 }, (_, at) => `The keys of house ${at} are green and nobody knows why. `);
    const ended = await ask(await indexedFolder(documents), fake.origin, `${provider}:some-model`, base);
    const answer = checkAnswer(ended);
    expect(ended.code).toBe(4);
    expect(answer.claims).toHaveLength(10_000);
    expect(answer.claims.every(({ verdict }) => verdict === "unverified")).toBe(true);
  });

  test.each([
    ["nothing", [""]],
    ["white space", [" \n".repeat(5_000)]],
  ])("%s has not refused: it is an error of the service", async (_, says) => {
    const fake = await fakeProviders();
    fake.says = says;
    const { code, json } = await ask(await indexedFolder(documents), fake.origin);
    expect([code, json<ErrorJson>().error.code]).toEqual([7, "empty"]);
  });

  test("escape codes of a terminal writes none of them to it", async () => {
    const fake = await fakeProviders();
    fake.says = bad["escape codes of a terminal"]!.says;
    const { code, out } = await ragstone(
      ["ask", question, await folderOf(documents), "--model", "openai:some-model", "--base-url", `${fake.origin}/v1`],
      { env },
    );
    expect(code).toBe(4);
    expect(out).toContain("Signing keys are rotated");
    expect(out).not.toMatch(/[\u001b\u0007]/u);
  });

  test("half an answer and hangs up is an error, not an answer", async () => {
    const fake = await fakeProviders();
    fake.says = [`Signing keys are rotated every 90 days [1: "${quote}"].`, " And the"];
    fake.endsAbruptly = true;
    const { code, json } = await ask(await indexedFolder(documents), fake.origin);
    expect(code).toBe(7);
    expect(json<ErrorJson>().error.code).toBe("stream-cut");
  });
});
