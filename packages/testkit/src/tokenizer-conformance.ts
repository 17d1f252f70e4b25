import type { Tokenizer } from "@ragstone/core";
import { beforeAll, describe, expect, it } from "vitest";

export interface TokenizerConformanceOptions {
  readonly create: () => Tokenizer | Promise<Tokenizer>;
}

const texts = [
  "",
  " \n\t",
  "The tenant shall pay the rent on the first day of each month.",
  "Unaffable naïvety, e\u0301clairs & co. cost 3.14159 €!",
  "株式会社 한국어 Привет мир עברית ภาษาไทย",
  "\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u{1d400}\u{20000} half \ud83d pair \udc00",
  "SELECT name\n  FROM users\n WHERE id = 42;",
  "x".repeat(3000),
  "a.b,c;d ".repeat(300),
];

/**
 * The contract of every {@link Tokenizer}: matching ids and offsets, counts that agree with them, and sums where it
 * promises them.
 */
export function describeTokenizer(name: string, { create }: TokenizerConformanceOptions): void {
  describe(`${name} is a tokenizer`, () => {
    let tokenizer: Tokenizer;
    beforeAll(async () => {
      tokenizer = await create();
    });

    it("states facts", () => {
      expect(tokenizer.name).not.toBe("");
      expect(Number.isInteger(tokenizer.specialTokens) && tokenizer.specialTokens >= 0).toBe(true);
    });

    it.each(texts)("gives one range in order for each id of %j", (text) => {
      const { ids, offsets } = tokenizer.encode(text);
      expect(offsets).toHaveLength(ids.length);
      let reached = 0;
      for (const { start, end } of offsets) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(start).toBeGreaterThanOrEqual(reached);
        reached = start;
      }
      expect([...(tokenizer.ids?.(text) ?? ids)]).toEqual([...ids]);
    });

    it.each(texts)("counts the tokens of %j, exactly or high", (text) => {
      const { length } = tokenizer.encode(text).ids;
      const count = tokenizer.count(text);
      expect({ count, low: count < length, exact: tokenizer.exact && count !== length }).toEqual({
        count,
        low: false,
        exact: false,
      });
    });

    it("counts a range as it counts the slice", () => {
      const text = texts.join(" ");
      for (let start = 0; start < 300; start += 7) {
        expect(tokenizer.count(text, start, start + 101)).toBe(tokenizer.count(text.slice(start, start + 101)));
      }
    });

    it("counts parts at white space to the sum of the whole if it says that it is additive", () => {
      const whole = texts.join("\n");
      const parts = [...whole.matchAll(/\S+\s*/gu)].map(([part]) => tokenizer.count(part));
      const sum = parts.reduce((total, part) => total + part, 0);
      expect(tokenizer.additive ? sum : tokenizer.count(whole)).toBe(tokenizer.count(whole));
    });
  });
}
