import type { Generator } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { ask, library, scriptedGenerator } from "./harness.js";

const files = library({
  "keys.md": "Signing keys rotate every 30 days. The vault stands in Oslo.",
  "backups.md": "Backups are kept for 90 days.",
});
const good = 'Signing keys rotate every 30 days [1: "Signing keys rotate every 30 days"].';
const bad = 'Backups are kept for 12 days [2: "kept for 90 days"].';
const repaired = 'Backups are kept for 90 days [2: "Backups are kept for 90 days"].';

/** The scripted generator, which also completes prompts with the given replies and keeps them. */
function completing(parts: readonly string[], replies: readonly string[]): Generator & { readonly prompts: string[] } {
  const prompts: string[] = [];
  return {
    ...scriptedGenerator(parts),
    kind: "model",
    prompts,
    complete({ user }) {
      prompts.push(user);
      return Promise.resolve(replies[prompts.length - 1] ?? "");
    },
  };
}

describe("a repair", () => {
  it("is off unless asked for", async () => {
    const generator = completing([`${good} ${bad}`], [repaired]);
    await ask({ question: "q", ...files, policy: "drop", generator });
    expect(generator.prompts).toEqual([]);
  });

  it.each(["drop", "strict"] as const)(
    "asks once for the failing claims alone and checks what comes back, policy %s",
    async (policy) => {
      const generator = completing([`${good} ${bad}`], [repaired]);
      const { answer, streamed } = await ask({ question: "q", ...files, policy, repair: true, generator });
      expect(answer.text).toBe("Signing keys rotate every 30 days [1]. Backups are kept for 90 days [2].");
      expect(streamed).toBe(answer.text);
      for (const claim of answer.claims) expect(answer.text.slice(claim.start, claim.end)).toBe(claim.text);
      expect(answer.claims.map((claim) => [claim.verdict, claim.citations])).toEqual([
        ["quoted", [1]],
        ["quoted", [2]],
      ]);
      expect(generator.prompts).toHaveLength(1);
      expect(generator.prompts[0]).toContain("- Backups are kept for 12 days. (number-mismatch)");
    },
  );

  it("that fails again leaves the claim out, and strict refuses", async () => {
    expect(
      (
        await ask({
          question: "q",
          ...files,
          policy: "drop",
          repair: true,
          generator: completing([`${good} ${bad}`], [bad]),
        })
      ).answer.text,
    ).toBe("Signing keys rotate every 30 days [1].");
    const strict = await ask({
      question: "q",
      ...files,
      policy: "strict",
      repair: true,
      generator: completing([`${good} ${bad}`], [bad]),
    });
    expect(strict.streamed).toBe("");
    expect(strict.answer.refusal?.reason).toBe("unsupported");
  });
});

describe("a judge", () => {
  it("takes verdicts back and gives none", async () => {
    const judge = completing([], ["No.", "yes"]);
    const { answer, streamed } = await ask({
      question: "q",
      ...files,
      generator: scriptedGenerator([`${good} ${repaired} ${bad}`]),
      judge,
    });
    expect(streamed).toBe(answer.text);
    expect(answer.claims.map((claim) => [claim.verdict, claim.problems])).toEqual([
      ["unsupported", ["not-entailed"]],
      ["quoted", []],
      ["unsupported", ["number-mismatch"]],
    ]);
    expect(judge.prompts).toHaveLength(2);
  });

  it("is heard before drop shows anything, and makes strict refuse", async () => {
    const dropped = await ask({
      question: "q",
      ...files,
      policy: "drop",
      generator: scriptedGenerator([`${good} ${repaired}`]),
      judge: completing([], ["no", "yes"]),
    });
    expect(dropped.streamed).toBe("Backups are kept for 90 days [1].");
    expect(dropped.answer.text).toBe(dropped.streamed);
    const strict = await ask({
      question: "q",
      ...files,
      policy: "strict",
      generator: scriptedGenerator([good]),
      judge: completing([], ["no"]),
    });
    expect(strict.answer.refusal?.reason).toBe("unsupported");
  });
});
