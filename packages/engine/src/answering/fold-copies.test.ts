import type { Ranked } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { candidate } from "../../test/candidates.js";
import { foldCopies } from "./fold-copies.js";

const manual =
  "The vacuum pump is greased every spring by the pressure team, who note the date and the name of the person in " +
  "the log.";

const ranked = (texts: Readonly<Record<string, string>>): Ranked[] =>
  Object.entries(texts).map(([name, text], at) => {
    const [path = name] = name.split("#");
    return { candidate: { ...candidate(name, 1, null, path), text, end: text.length }, score: 1 - at / 100 };
  });

/** The ids of the passages that are kept, each with those of its copies. */
const foldedIds = (texts: Readonly<Record<string, string>>): Record<string, readonly string[]> =>
  Object.fromEntries(foldCopies(ranked(texts), 10).map(({ candidate: { id }, copies }) => [id, copies]));

describe("folding copies", () => {
  it("leaves the best of several and lists the others by path", () => {
    const texts = { "m.html": manual, "z.txt": manual.replaceAll(" ", "\n"), "a.pdf": `Manual\n\n${manual}` };
    expect(foldedIds(texts)).toEqual({ "m.html": ["a.pdf", "z.txt"] });
  });

  it("folds a passage into a longer one that contains it, and the reverse", () => {
    const long = `${manual} ${"Valves are opened before the pump starts and closed after it stops.".repeat(2)}`;
    expect(foldedIds({ "a.md": long, "b.md": manual })).toEqual({ "a.md": ["b.md"] });
    expect(foldedIds({ "b.md": manual, "a.md": long })).toEqual({ "b.md": ["a.md"] });
  });

  it.each([
    ["having a number", manual, manual.replace("every spring", "every 3 months")],
    ["having a number, the other way round", manual.replace("every spring", "every 3 months"), manual],
    ["the order of numbers", manual.replace("spring", "3 to 6 months"), manual.replace("spring", "6 to 3 months")],
    ["a number", manual.replace("every spring", "every 3 months"), manual.replace("every spring", "every 6 months")],
    [
      "most words",
      manual,
      "The vacuum pump is sold every spring by another team, who keep no log at all of any buyer.",
    ],
    ["one of few words", "Valves are closed.", "Valves are opened."],
  ])("keeps passages that differ in %s", (_, one, other) => {
    expect(foldedIds({ "a.md": one, "b.md": other })).toEqual({ "a.md": [], "b.md": [] });
  });

  it("keeps passages of one document that repeat each other", () => {
    expect(foldedIds({ "a.md#1": manual, "a.md#2": manual })).toEqual({ "a.md#1": [], "a.md#2": [] });
  });

  it("folds short passages with the same words", () => {
    expect(foldedIds({ "a.md": "Valves are closed.", "b.txt": "valves are closed" })).toEqual({ "a.md": ["b.txt"] });
  });

  it("leaves passages far below the hits wanted as they are", () => {
    const texts = { "a.md": manual, "b.md": "One.", "c.md": "Two.", "d.md": manual };
    expect(foldCopies(ranked(texts), 1).map(({ candidate: { id } }) => id)).toEqual(Object.keys(texts));
    expect(foldCopies(ranked(texts), 2)).toHaveLength(3);
  });

  it("folds any number of copies", () => {
    const texts = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}.md`, manual]));
    const [first, ...others] = foldCopies(ranked(texts), 10);
    expect([first?.copies.length, others]).toEqual([39, []]);
  });

  it("keeps the order, and every passage that is a copy of none", () => {
    const texts = { "a.md": manual, "b.md": "Something else.", "c.md": manual, "d.md": "One more thing." };
    expect(foldedIds(texts)).toEqual({ "a.md": ["c.md"], "b.md": [], "d.md": [] });
    expect(foldCopies([], 10)).toEqual([]);
  });
});
