import { expect, test } from "vitest";
import { differentStatement } from "./different-statement.js";

test.each([
  ["Who won the 2012 cup?", "Ann Berg won the 2012 cup.", "Carl Holm won the 2012 cup.", ["Ann Berg", "Carl Holm"]],
  ["Where is the key kept?", "The key is kept in Graz.", "The key is kept in Linz.", ["Graz", "Linz"]],
  [
    "Are dogs allowed?",
    "Dogs are allowed in the hall.",
    "Dogs are not allowed in the hall.",
    ["allowed", "not allowed"],
  ],
  ["May I smoke?", "Smoking is permitted here.", "Smoking is prohibited here.", ["permitted", "prohibited"]],
  [
    "Is smoking permitted?",
    "Smoking is permitted on the roof.",
    "Smoking is prohibited on the roof.",
    ["permitted", "prohibited"],
  ],
  ["Is smoking permitted?", "Smoking is permitted on the roof.", "Smoking is not prohibited on the roof.", null],
  ["Where is the meeting held?", "The meeting is held in Leeds.", "The meeting is held in York.", ["Leeds", "York"]],
  ["Who attended the meeting?", "Ann Berg attended the meeting.", "Carl Holm attended the meeting.", null],
  ["What is the capital of Norvia?", "The capital of Norvia is Velm.", "The capital of Sudia is Oslen.", null],
  ["Who chairs the board?", "The chair of the board is Per Dahl.", "The chair of the board is Mr Dahl.", null],
  ["Who won the cup?", "Ann Berg won the cup.", "Ann Berg won the cup.", null],
])("%j: %j against %j", (question, own, other, expected) => {
  const found = differentStatement(question, own, other);
  expect(found === null ? null : [found.said.text, found.instead.text]).toEqual(expected);
});
