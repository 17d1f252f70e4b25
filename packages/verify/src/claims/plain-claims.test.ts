import { describe, expect, it } from "vitest";
import { verifyAnswer } from "../answer/verify-answer.js";
import { checkClaim } from "./check-claim.js";

const problemsOf = (claim: string, quote: string) => checkClaim({ claim, quotes: [quote] });

describe("a claim that differs from its quote by an opposite", () => {
  it.each([
    ["Internal calls are allowed", "External calls are forbidden"],
    ["The north gate is enabled", "The south gate is disabled"],
    ["Include the internal tables", "Exclude the external tables"],
    ["Imports from the north increased", "Exports from the north decreased"],
    ["Larger rooms are allowed", "Smaller rooms are forbidden"],
    ["Files above 5 MB are accepted", "Files below 5 MB are accepted"],
  ])("fails also with two of them: %s", (claim, quote) => {
    expect(problemsOf(claim, quote)).toContain("direction-mismatch");
  });

  it.each([
    ["Lower values are slower", "Higher values are faster"],
    ["The last backup is kept", "The final backup is kept; the first backup is deleted"],
  ])("passes if the whole says the same: %s", (claim, quote) => {
    expect(problemsOf(claim, quote)).toEqual([]);
  });
});

describe("a negation in a claim", () => {
  it.each([
    ["The fee is not refunded", "The fee is refunded if the order is rejected"],
    ["The fee is not refunded", "If the order is rejected, the fee is refunded"],
    ["The fee is not refunded", "The fee is refunded only if you cancel early"],
    ["Employees are not insured", "Employees are insured if the employer refuses payment"],
    ["The valve is not heated", "The closed valve is heated"],
    ["The alarm is not loud", "The alarm is loud when a sensor fails"],
    ["Visitors are not admitted", "Visitors who lack a badge are admitted"],
  ])("fails if the quote denies something else: %s / %s", (claim, quote) => {
    expect(problemsOf(claim, quote)).toContain("negation-mismatch");
  });

  it.each([
    ["Visitors may not smoke in the hall", "Visitors are prohibited from smoking in the hall"],
    ["The fee is not refunded after shipping", "The fee is refunded until the order ships"],
    ["The server does not accept empty names", "Empty names are rejected by the server"],
  ])("passes if the quote denies the same in other words: %s / %s", (claim, quote) => {
    expect(problemsOf(claim, quote)).toEqual([]);
  });
});

describe("a number in a claim", () => {
  it.each([
    ["The rent is due on the third of the month", "The rent is due on the 3rd of the month"],
    ["The meeting is on the third of June", "The meeting is on June 3"],
    ["The scale is 1 to 50", "The scale is 1:50"],
    ["The scale is 1:50", "The scale is 1 to 50"],
    ["Mix 1 part of resin with 20 parts of water", "Mix resin and water 1:20"],
    ["The ratio is 3 to 15", "The ratio is 3:15"],
    ["The train leaves at 15:30", "The train leaves at 3:30 pm"],
    ["The train leaves 15:30", "The train leaves at 3:30 pm"],
    ["Sales rose in the first half of 2024", "Sales rose between January and June 2024"],
    ["A part may have 1024 KiB", "A part may have 1 MiB"],
    ["The pool admits children of 13 and under", "The pool admits children of at most 13"],
    ["Orders of 20 boxes or more are free", "Orders of at least 20 boxes are free"],
    ["It takes five working days", "It takes 5 business days"],
  ])("passes in another notation: %s / %s", (claim, quote) => {
    expect(problemsOf(claim, quote)).toEqual([]);
  });

  it.each([
    ["A third of the members vote", "A quarter of the members vote"],
    ["Half of the members vote", "A third of the members vote"],
    ["The train leaves at 3:15", "The train leaves at 3:20"],
    ["The scale is 1:50", "The scale is 1:20"],
    ["Children of 13 and under enter free", "Children under 13 enter free"],
    ["Orders of 20 boxes or fewer are free", "Orders of 20 boxes or more are free"],
    ["It takes 5 business days", "It takes 5 days"],
    ["A part may have 1024 MiB", "A part may have 1 MiB"],
  ])("fails with another value: %s / %s", (claim, quote) => {
    expect(problemsOf(claim, quote)).toContain("number-mismatch");
  });
});

describe("a qualifier in a claim", () => {
  it.each([
    ["Some members of the board vote", "All members of the board vote"],
    ["The second shift starts at noon", "The first shift starts at six, and the second one at noon"],
    ["Several rooms have a sink", "Many rooms of the house have a sink; all rooms have a lamp"],
  ])("passes if the quote says as much or more: %s", (claim, quote) => {
    expect(problemsOf(claim, quote)).toEqual([]);
  });

  it.each([
    ["All members of the board vote", "Some members of the board vote"],
    ["The second shift starts at six", "The first shift starts at six"],
  ])("fails if the quote says less or another one: %s", (claim, quote) => {
    expect(problemsOf(claim, quote)).toContain("number-mismatch");
  });
});

describe("a word that is another thing", () => {
  it.each([
    ["The password opens the vault", "The key opens the vault"],
    ["Employees vacation the hall at noon", "Employees leave the hall at noon"],
  ])("fails: %s", (claim, quote) => {
    expect(problemsOf(claim, quote)).toEqual(["not-entailed"]);
  });
});

describe("a claim about a row of a table that happens to use the name of a column", () => {
  it.each([
    ["The line in Kiel opened with 12 stops", "| City | Opened | Stations |", "| Kiel | 1990 | 12 |"],
    ["Oil has a price per litre", "| Product | Price | Unit |", "| Oil | 8 | litre |"],
  ])("passes: %s", (claim, header, row) => {
    const sources = [{ text: `${header}\n|---|---|---|\n${row}\n| Other | 7 | 5 |\n` }];
    expect(verifyAnswer({ text: `${claim} [1: "${row}"].`, sources }).claims[0]?.problems).not.toContain(
      "attachment-mismatch",
    );
  });
});
