import { describe, expect, test } from "vitest";
import { extractiveGenerator } from "../src/index.js";
import { ask, library } from "./harness.js";

const keys = "The signing keys of the ferry office are rotated every ninety days.";
const approval = "The harbour master approves the rotation of signing keys in writing.";
const berths = "A berth for a small boat costs forty crowns a night.";
const files = {
  "keys.md": keys,
  "approval.md": approval,
  "berths.md": berths,
  "crane.md": "The crane lifts boats of up to nine tons from the water.",
  "fuel.md": "The fuel pump is open from seven in the morning.",
};
const asked = (question: string, texts: Readonly<Record<string, string>> = files) =>
  ask({ ...library(texts), question, generator: extractiveGenerator() });
const keysOf = ({ answer }: Awaited<ReturnType<typeof asked>>): readonly string[] =>
  answer.claims.map(({ key }) => answer.text.slice(key?.start, key?.end));

describe("a compound question", () => {
  test("gets each part answered by an excerpt with its own citation", async () => {
    const found = await asked("How often are signing keys rotated and who approves the rotation of them?");
    expect(keysOf(found)).toEqual([keys, approval]);
    expect(found.answer.citations.map(({ path, quote }) => [path, quote])).toEqual([
      ["keys.md", keys],
      ["approval.md", approval],
    ]);
    expect(found.answer.notes).toEqual([]);
  });

  test("has the confidence of its least certain part", async () => {
    const parts = ["How often are signing keys rotated?", "What does a berth for a small boat cost a night?"];
    const confidences = await Promise.all(parts.map(async (part) => (await asked(part)).answer.confidence ?? 0));
    const { answer } = await asked(parts.join(" "));
    expect(answer.claims).toHaveLength(2);
    expect(answer.confidence).toBeCloseTo(Math.min(...confidences), 1);
  });

  test("gets one part answered and a note about the other, which no passage answers", async () => {
    const found = await asked("How often are signing keys rotated, and where does the lighthouse keeper sleep?");
    expect(keysOf(found)).toEqual([keys]);
    expect(found.answer.notes).toEqual([
      {
        kind: "partial",
        message: 'No passage clearly answers a part of the question: "where does the lighthouse keeper sleep?".',
        citations: [],
      },
    ]);
  });

  test("is refused as a whole where no part has an answer", async () => {
    const { answer } = await asked("Where does the lighthouse keeper sleep, and who repairs the foghorn?");
    expect(answer.status).toBe("refused");
    expect(answer.notes).toEqual([]);
    expect(answer.refusal?.missing).toEqual(expect.arrayContaining(["lighthouse", "foghorn"]));
  });

  test("is answered by two sentences of one paragraph without repeating either", async () => {
    const { answer } = await asked(
      "How often are signing keys rotated and who approves the rotation of signing keys?",
      {
        ...files,
        "keys.md": `${keys} ${approval}`,
        "approval.md": "The harbour master leads the ferry office.",
      },
    );
    expect(answer.text.split(keys)).toHaveLength(2);
    expect(answer.text.split(approval)).toHaveLength(2);
  });

  test("has at most 120 words", async () => {
    const filler = (what: string): string =>
      Array.from(
        { length: 8 },
        (_, at) => `Clerk ${at} of the office notes in a ledger what the ${what} had that day.`,
      ).join(" ");
    const { answer } = await asked("How often are signing keys rotated and what does a berth for a small boat cost?", {
      ...files,
      "keys.md": `${keys} ${filler("watch")}`,
      "berths.md": `${berths} ${filler("guests")}`,
    });
    expect(answer.claims).toHaveLength(2);
    expect(answer.text.match(/\S+/gu)!.length).toBeLessThanOrEqual(120);
  });
});
