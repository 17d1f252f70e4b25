import { describe, expect, it } from "vitest";
import { evalPlanted } from "./eval-planted.js";
import { plantErrors, restate } from "./plant-errors.js";
import { random } from "./random.js";

const document = (name: string, text: string) => ({ path: `${name}/1.txt`, group: name, text });

describe("planted errors", () => {
  it("differ from the sentence in one place of their kind", () => {
    const sentence = "In 1998 Ada Lovelace was given 12 medals, more than Grace Hopper.";
    const planted = plantErrors(sentence, sentence, ["Marie Curie"], random(3));
    expect(planted.map(({ kind }) => kind).sort()).toEqual(["date", "direction", "name", "negation", "number"]);
    for (const { claim } of planted) expect(claim).not.toBe(sentence);
  });

  it("are distinguished from restatements that change nothing", () => {
    expect(restate("In 1998, the committee met 3 times (in Oslo).")).toBe("The committee met three times in 1998.");
    expect(restate("Nothing to restate here.")).toBeNull();
  });

  it("are caught, and true claims pass, by the verification", () => {
    const documents = [
      document(
        "a",
        "In 1998, the committee met 3 times in Oslo with Ada Lovelace. " +
          "The members were paid 450 crowns each for the work. They never met again after the war. It cost 20% of the budget of Norway.",
      ),
      document(
        "b",
        "Backups are written at midnight by Grace Hopper. They are kept for 90 days in Berlin. " +
          "Older ones are deleted by a job. Nobody reads them.",
      ),
      document(
        "c",
        "The tower of Pisa leans by 4 degrees toward Florence. It was begun in 1173 by Bonanno Pisano. " +
          "It is more crooked than others.",
      ),
    ];
    const outcomes = evalPlanted({ documents, questions: [] });
    expect(outcomes.length).toBeGreaterThan(30);
    expect(outcomes.filter(({ right }) => !right)).toEqual([]);
  });
});
