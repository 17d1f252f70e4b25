import type { GenerationPart, GenerationRequest, Generator, Passage } from "@ragstone/core";
import { beforeAll, describe, expect, it } from "vitest";

export interface GeneratorConformanceOptions {
  /**
   * Called once. The generator is asked about {@link generatorPassages} and may say anything that its own test looks
   * at.
   */
  readonly create: () => Generator | Promise<Generator>;
}

function passage(number: number, path: string, text: string): Passage {
  return {
    number,
    origin: "file",
    path,
    start: 0,
    end: text.length,
    text,
    headings: [],
    pages: [],
    score: 1 / number,
    scores: { text: 3 / number, vector: null },
  };
}

/** The question for the generator. */
export const generatorPassages: readonly Passage[] = [
  passage(1, "keys.md", "Signing keys rotate every 30 days. The vault stands in Oslo."),
  passage(2, "backups.md", 'Backups are kept for 90 days. See [4] and "the plan".'),
];

/**
 * The contract of every {@link Generator}: parts in their order, readable citations, usage that adds up, and stopping
 * on abort.
 */
export function describeGenerator(name: string, { create }: GeneratorConformanceOptions): void {
  describe(`${name} is a generator`, () => {
    let generator: Generator;
    beforeAll(async () => {
      generator = await create();
    });
    const request = (changes: Partial<GenerationRequest> = {}): GenerationRequest => ({
      question: "How often do signing keys rotate?",
      history: [],
      passages: generatorPassages,
      nonce: "5f1c0ffee5f1c0ffee",
      ...changes,
    });
    const collect = async (asked: GenerationRequest): Promise<GenerationPart[]> => {
      const parts: GenerationPart[] = [];
      for await (const part of generator.generate(asked)) parts.push(part);
      return parts;
    };

    it("states facts that can be reckoned with", () => {
      expect(generator.name).not.toBe("");
      expect(["extractive", "model"]).toContain(generator.kind);
      expect(generator.contextTokens).toBeGreaterThan(0);
      expect(generator.tokenizer.count("Signing keys rotate every 30 days.")).toBeGreaterThan(0);
      const price = generator.usdPerMillionTokens;
      expect(price === null || (price.input >= 0 && price.output >= 0)).toBe(true);
    });

    it("ends with exactly one finish, after everything else", async () => {
      const parts = await collect(request());
      expect(parts.filter((part) => part.type === "finish")).toHaveLength(1);
      expect(parts.at(-1)?.type).toBe("finish");
    });

    it("never sends empty text, and counts tokens in whole numbers", async () => {
      for (const part of await collect(request())) {
        expect("text" in part && part.text === "").toBe(false);
        expect(
          part.type !== "usage" ||
            (Number.isInteger(part.inputTokens) &&
              Number.isInteger(part.outputTokens) &&
              part.inputTokens >= 0 &&
              part.outputTokens >= 0),
        ).toBe(true);
      }
    });

    it("cites in claims only sources that it was given, word for word", async () => {
      const claims = (await collect(request())).filter((part) => part.type === "claim");
      for (const { citations } of claims) {
        for (const { source, quote } of citations)
          expect(generatorPassages.find((one) => one.number === source)?.text).toContain(quote);
      }
    });

    it("does not say the nonce that fences its sources", async () => {
      const said = (await collect(request())).map((part) => ("text" in part ? part.text : "")).join("");
      expect(said).not.toContain("5f1c0ffee5f1c0ffee");
    });

    it("answers several requests at once, and the same one again", async () => {
      const answers = await Promise.all([
        collect(request()),
        collect(request()),
        collect(
          request({
            history: [
              { role: "user", text: "Keys?" },
              { role: "assistant", text: "Which?" },
            ],
          }),
        ),
      ]);
      for (const parts of answers) expect(parts.at(-1)?.type).toBe("finish");
    });

    it("takes passages of one word, and none at all", async () => {
      expect((await collect(request({ passages: [passage(1, "a.md", "Word")] }))).at(-1)?.type).toBe("finish");
      expect((await collect(request({ passages: [] }))).at(-1)?.type).toBe("finish");
    });

    it("stops when aborted before it starts", async () => {
      const reason = new DOMException("stopped", "AbortError");
      await expect(collect(request({ signal: AbortSignal.abort(reason) }))).rejects.toBeDefined();
    });
  });
}
