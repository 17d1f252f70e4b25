import { describe, expect, it } from "vitest";
import { verifyAnswer } from "../answer/verify-answer.js";

function problemsOf(claim: string, source: string): readonly string[] {
  return verifyAnswer({ text: `${claim} [1: "${source}"]`, sources: [{ text: source }] }).claims.flatMap(
    ({ problems }) => problems,
  );
}

describe("a near copy that names another thing", () => {
  it.each([
    ["Tell your recruiter before the leave starts.", "Tell your manager before the leave starts.", "not-entailed"],
    [
      "Part-time staff get ten days.",
      "Full-time staff get ten days. Part-time staff get six days.",
      "attachment-mismatch",
    ],
    ["Hard links are copied to the target.", "Symbolic links are copied to the target.", "not-entailed"],
    [
      "Missing values are drawn in red.",
      "Negative values are drawn in red. Missing values leave a gap.",
      "attachment-mismatch",
    ],
    [
      "The landlord pays for the windows.",
      "The tenant pays for the windows. The landlord pays for the roof.",
      "attachment-mismatch",
    ],
    [
      "Cheese from Lower Vik contains caraway.",
      "Cheese from Upper Vik contains caraway, that from Lower Vik does not.",
      "attachment-mismatch",
    ],
  ])("%j fails with %j", (claim, source, problem) => {
    expect(problemsOf(claim, source)).toContain(problem);
  });

  it.each([
    ["The NFL added a club in spring.", "The National Football League added a club in spring."],
    ["Staff get ten days of leave.", "Employees get ten days of leave."],
    [
      "It is tested on the first Monday of each month at 10:00.",
      "The alarm is tested on the first Monday of every month at 10:00; stay inside then.",
    ],
  ])("%j passes with %j", (claim, source) => {
    expect(problemsOf(claim, source)).toEqual([]);
  });
});

describe("a claim with the words of two sentences", () => {
  it.each([
    [
      "The company was founded in 1999 by Anna Berg.",
      "The company was founded in 1999 by Carl Holm. Anna Berg joined in 2004.",
    ],
    ["Marsk is a suburb of Oslen.", "Marsk is a suburb of Bergvik, midway between Sund and Oslen."],
    ["Per Dahl is married to Mia Rook.", "A song is sung by Mia Rook. Lena Foss is married to the drummer Per Dahl."],
    ["Patients may take ibuprofen.", "Patients may take paracetamol. Ibuprofen is to be avoided."],
    ["The Tern Brothers are from Velm.", "Radio R7 plays The Tern Brothers. The station stands in Velm."],
  ])("%j fails with %j", (claim, source) => {
    expect(problemsOf(claim, source)).toContain("attachment-mismatch");
  });

  it.each([
    ["Carl Holm founded the company in 1999.", "Carl Holm was born in Velm. He founded the company in 1999."],
    ["The shop sells plums.", "The shop sells apples, pears and plums."],
    [
      "Anna Berg and Carl Holm own the company.",
      "Anna Berg owns half of the company. Carl Holm owns the other half of the company.",
    ],
  ])("%j passes with %j", (claim, source) => {
    expect(problemsOf(claim, source)).toEqual([]);
  });
});

describe("a near copy that turns one word around", () => {
  it.each([
    ["Salt the cheese before pressing.", "Salt the cheese after pressing, not before."],
    ["Files are kept if the flag is given.", "Files are kept unless the flag is given."],
    ["Staff get ten weeks of unpaid leave.", "Staff get ten weeks of paid leave."],
    ["Enter the building by the nearest stairs.", "Leave the building by the nearest stairs."],
  ])("%j fails with %j", (claim, source) => {
    expect(problemsOf(claim, source)).not.toEqual([]);
  });

  it.each([
    ["Plan B is cheaper than plan A.", "Plan A is more expensive than plan B."],
    ["Smoking is prohibited in the hall.", "Smoking is not allowed in the hall."],
    ["Use `onClose` instead of the deprecated `onDone`.", "The deprecated `onDone` hook is replaced by `onClose`."],
  ])("%j passes with %j", (claim, source) => {
    expect(problemsOf(claim, source)).toEqual([]);
  });
});
