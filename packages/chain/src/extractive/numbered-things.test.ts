import { expect, test } from "vitest";
import { numberedThings } from "./numbered-things.js";

test.each([
  ["Which team opened pump 11?", ["pump 11"]],
  ["Is bus 4 faster than tram 12?", ["bus 4", "tram 12"]],
  ["What does section 4 of the contract say?", []],
  ["Who left in 11 minutes?", []],
  ["What costs over 20 euros?", []],
  ["Which buoy 1.5 is red?", []],
])("%j names %j", (question, expected) => {
  expect(numberedThings(question).map(({ noun, number }) => `${noun.text} ${number}`)).toEqual(expected);
});
