import { RemoteError } from "@ragstone/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { embedBatch, type BatchContext } from "./embed-batch.js";
import type { PreparedText } from "./prepared-text.js";

/** A service that refuses a whole batch for one bad text, and batches above a size. */
function service({
  bad,
  maxItems,
  notNumbers,
}: {
  readonly bad: ReadonlySet<number>;
  readonly maxItems: number;
  readonly notNumbers: ReadonlySet<number>;
}) {
  const received = new Map<number, number>();
  const results = new Map<number, string>();
  const context: BatchContext = {
    async request(texts) {
      await Promise.resolve();
      if (texts.length > maxItems || texts.some(({ index }) => bad.has(index)))
        throw new RemoteError("request-rejected", "no", { hint: "" });
      for (const { index } of texts) if (!notNumbers.has(index)) received.set(index, (received.get(index) ?? 0) + 1);
      return {
        vectors: texts.map(({ index }) => (notNumbers.has(index) ? null : Float32Array.of(index))),
        promptTokens: null,
      };
    },
    probe: () => Promise.resolve(true),
    learnedMaxItems: () => undefined,
    done(text, result) {
      if (results.has(text.index)) throw new TypeError(`text ${text.index} is done twice`);
      results.set(text.index, result instanceof Float32Array ? `vector ${result[0]}` : result.code);
    },
  };
  return { context, received, results };
}

describe("embedBatch", () => {
  it("fails exactly the bad texts and receives every other vector once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.uniqueArray(fc.nat(59), { maxLength: 6 }),
        fc.uniqueArray(fc.nat(59), { maxLength: 4 }),
        fc.integer({ min: 1, max: 60 }),
        async (count, badList, nanList, maxItems) => {
          const bad = new Set(badList);
          const notNumbers = new Set(nanList);
          const { context, received, results } = service({ bad, maxItems, notNumbers });
          const texts: PreparedText[] = Array.from({ length: count }, (_, index) => ({
            index,
            sent: `${index}`,
            tokens: 3,
            bytes: 4,
          }));
          await embedBatch(texts, context);
          expect([...results].sort((a, b) => a[0] - b[0]).map(([, result]) => result)).toEqual(
            texts.map(({ index }) =>
              bad.has(index) ? "text-rejected" : notNumbers.has(index) ? "response-invalid" : `vector ${index}`,
            ),
          );
          expect([...received.values()].every((times) => times === 1)).toBe(true);
        },
      ),
    );
  });
});
