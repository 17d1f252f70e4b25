import { describe, expect, test } from "vitest";
import { stopWords, words } from "@ragstone/verify/internal";
import { speakOfDifferent } from "./speak-of-different.js";

const read = (text: string) => {
  const list = words(text);
  return { text, words: list, content: list.filter((word) => !stopWords.has(word.folded) && !/\d/u.test(word.text)) };
};
const differ = (left: string, right: string, ...known: string[]) =>
  speakOfDifferent(read(left), read(right), new Set(known));

describe("speakOfDifferent", () => {
  test.each([
    ["The fuel tank holds 300 litres.", "The water tank holds 120 litres."],
    ["Trucks may drive 10 km/h on the site.", "Cars may drive 30 km/h on the site."],
    ["The dose for adults is 20 mg.", "For children the dose is 5 mg."],
    ["The reserve is home to 180 species of birds.", "The reserve is home to 42 species of mammals."],
    ["Store the vaccine at 5 degrees.", "Once opened, the vaccine is kept at 20 degrees."],
    ["The machine has a warranty of 2 years.", "The motor of the machine has a warranty of 10 years."],
    ["80 % is refunded if you cancel before May.", "50 % is refunded if you cancel after May."],
  ])("%j and %j speak of different things", (left, right) => {
    expect(differ(left, right)).toBe(true);
  });

  test.each([
    ["The tank holds 300 litres.", "The capacity of the tank is 350 litres."],
    ["Logs are stored for 14 days.", "The system stores its logs for 30 days, then they are deleted."],
    ["The lift can carry a load of 450 kg.", "The maximum load of the lift is 630 kg."],
    ["The gate is 3 metres wide.", "The gate has a width of 4 metres."],
  ])("%j and %j may speak of the same", (left, right) => {
    expect(differ(left, right)).toBe(false);
  });

  test("a condition that the question gives tells nothing apart", () => {
    expect(differ("After a withdrawal 50% is refunded.", "If you cancel, we refund 80%.", "cancel")).toBe(false);
    expect(differ("After a withdrawal 50% is refunded.", "If you cancel, we refund 80%.")).toBe(true);
  });
});
