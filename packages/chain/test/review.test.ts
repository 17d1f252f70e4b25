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

describe("an answer of which a part could be repaired", () => {
  const alsoBad = 'The vault stands in Rome [1: "The vault stands in Oslo"].';

  it("is refused with strict, where not every failing claim was repaired", async () => {
    for (const reply of [repaired, `${repaired} ${alsoBad}`, `${alsoBad} ${repaired}`]) {
      const generator = completing([`${good} ${bad} ${alsoBad}`], [reply]);
      const { answer, streamed } = await ask({ question: "q", ...files, policy: "strict", repair: true, generator });
      expect(answer).toMatchObject({ status: "refused", text: "", claims: [], refusal: { reason: "unsupported" } });
      expect(streamed).toBe("");
    }
  });

  it("is shown with strict, where every failing claim was", async () => {
    const fixed = 'The vault stands in Oslo [1: "The vault stands in Oslo"].';
    const generator = completing([`${bad} ${alsoBad} ${good}`], [`${repaired} ${fixed}`]);
    const { answer, streamed } = await ask({ question: "q", ...files, policy: "strict", repair: true, generator });
    expect(answer.text).toBe(
      "Signing keys rotate every 30 days [1]. Backups are kept for 90 days [2]. The vault stands in Oslo [3].",
    );
    expect(streamed).toBe(answer.text);
    expect(answer.claims.map(({ verdict }) => verdict)).toEqual(["quoted", "quoted", "quoted"]);
  });

  it("has only the repaired claim added with drop", async () => {
    const generator = completing([`${good} ${bad} ${alsoBad}`], [`${repaired} ${alsoBad}`]);
    const { answer, streamed } = await ask({ question: "q", ...files, policy: "drop", repair: true, generator });
    expect(answer.text).toBe("Signing keys rotate every 30 days [1]. Backups are kept for 90 days [2].");
    expect(streamed).toBe(answer.text);
  });

  it("is refused with strict, where the judge denies the repaired claim", async () => {
    const generator = completing([`${good} ${bad}`], [repaired]);
    const judge = completing([], ["yes", "no"]);
    const asked = { question: "q", ...files, policy: "strict" as const, repair: true, generator, judge };
    const { answer } = await ask(asked);
    expect(judge.prompts).toHaveLength(2);
    expect(answer.refusal?.reason).toBe("unsupported");
  });

  it("is not asked for again where nothing failed, and stays as it is with mark", async () => {
    const whole = completing([good], [repaired]);
    const { answer } = await ask({ question: "q", ...files, policy: "strict", repair: true, generator: whole });
    expect(answer.text).toBe("Signing keys rotate every 30 days [1].");
    const marked = completing([`${good} ${bad}`], [repaired]);
    await ask({ question: "q", ...files, policy: "mark", repair: true, generator: marked });
    expect([...whole.prompts, ...marked.prompts]).toEqual([]);
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
