import { finishSteps, type StoredText } from "@ragstone/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { computeFromTable } from "./compute-from-table.js";

const row = fc.record({
  country: fc.constantFrom("Norway", "Sweden", "Peru", ""),
  amount: fc.integer({ min: -999, max: 99_999 }),
});

/** Amounts in cents, so that the oracle adds whole numbers. */
const inCents = (cents: number): string => (cents / 100).toFixed(2);

function table(rows: readonly { readonly country: string; readonly amount: number }[]): StoredText {
  const text = `Country,Amount\n${rows.map(({ country, amount }) => `${country},${inCents(amount)}\n`).join("")}`;
  const record = {
    path: "sales.csv",
    sha256: "s",
    bytes: 0,
    modifiedMs: null,
    mediaType: "text/csv",
    title: null,
    origin: "file" as const,
    loaderVersion: 0,
    language: null,
    metadata: {},
    chunks: 1,
    indexedMs: 0,
  };
  return {
    record,
    text,
    blocks: [{ kind: "table", start: 0, end: text.length, header: { start: 0, end: 14 } }],
    pages: [],
  };
}

const ask = (
  question: string,
  rows: readonly { readonly country: string; readonly amount: number }[],
): string | undefined => finishSteps(computeFromTable(question, [table(rows)], { lookUp: false }))?.text;

describe("a value computed from a table, against a loop", () => {
  it("counts, sums, and finds the highest of rows chosen by a cell and a limit", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.integer({ min: 0, max: 900 }), (rows, limit) => {
        const norway = rows.filter(({ country }) => country === "Norway");
        const over = rows.filter(({ amount }) => amount > limit * 100);
        expect(ask(`How many sales have an amount over ${limit}?`, rows)).toMatch(
          new RegExp(`^${over.length} of the ${rows.length} rows? `),
        );
        expect(ask("How many sales have no country?", rows)).toMatch(
          new RegExp(`^${rows.filter(({ country }) => country === "").length} of the ${rows.length} rows? `),
        );
        if (norway.length === 0) return;
        const sum = norway.reduce((total, { amount }) => total + amount, 0);
        expect(ask("What is the total amount of sales from Norway?", rows)).toMatch(
          new RegExp(` is ${inCents(sum)}\\.$`),
        );
        expect(ask("What is the highest amount of the sales from Norway?", rows)).toMatch(
          new RegExp(` is ${inCents(Math.max(...norway.map(({ amount }) => amount)))}\\.$`),
        );
        expect(ask("How many sales are not from Norway?", rows)).toMatch(
          new RegExp(`^${rows.length - norway.length} of the ${rows.length} rows? `),
        );
      }),
    );
  });
});
