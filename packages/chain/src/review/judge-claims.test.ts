import type { Citation, Claim, Generator } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { judgeClaims } from "./judge-claims.js";

const claim: Claim = {
  text: "Keys rotate every 30 days [1] [2].",
  citations: [1, 2],
  start: 0,
  end: 34,
  verdict: "quoted",
  problems: [],
};
type Prompt = Parameters<NonNullable<Generator["complete"]>>[0];

const citations = ["Keys rotate", "every 30 days", "unused"].map((quote, at): Citation => ({
  id: at + 1,
  origin: "file",
  path: "keys.md",
  start: 0,
  end: quote.length,
  sha256: "",
  quote,
  headings: [],
  pages: [],
}));

/** The claims after a judge who says the same of all, and the prompts that the judge got. */
async function judged(claims: readonly Claim[], reply: string) {
  const prompts: Prompt[] = [];
  const limits: unknown[] = [];
  const { signal } = new AbortController();
  const complete = (prompt: Prompt, options: object = {}) => {
    prompts.push(prompt);
    limits.push(options);
    return Promise.resolve(reply);
  };
  return { claims: await judgeClaims(claims, citations, { complete }, signal), prompts, limits, signal };
}

describe("a judge of claims", () => {
  it("is asked about the statement without markers, and the quotes that it cites", async () => {
    const { prompts, limits, signal } = await judged([claim], "yes");
    expect(prompts.map(({ user }) => user)).toEqual([
      "Quotes:\n- Keys rotate\n- every 30 days\n\nStatement: Keys rotate every 30 days.\n\nSupported?",
    ]);
    expect(limits).toEqual([{ maxTokens: 10, signal }]);
  });

  it.each(["no", "No.", ' "No"', "NO, it does not"])("denies a claim with %j", async (reply) => {
    expect((await judged([claim], reply)).claims).toEqual([
      { ...claim, verdict: "unsupported", problems: ["not-entailed"] },
    ]);
  });

  it.each(["yes", "Not only that: yes", "nothing", "", "Yes, no doubt"])("leaves a claim with %j", async (reply) => {
    expect((await judged([claim], reply)).claims).toEqual([claim]);
  });

  it("is not asked about claims that failed or were computed", async () => {
    const others: readonly Claim[] = [
      { ...claim, verdict: "unsupported", problems: ["quote-not-found"] },
      { ...claim, verdict: "unverified" },
      { ...claim, computed: "count" },
    ];
    const { claims, prompts } = await judged(others, "no");
    expect(claims).toEqual(others);
    expect(prompts).toEqual([]);
  });

  it("that cannot complete prompts leaves all claims", async () => {
    expect(await judgeClaims([claim], citations, {})).toEqual([claim]);
  });
});
