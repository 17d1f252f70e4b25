import { expect, test } from "vitest";
import { questionParts } from "./question-parts.js";

test.each([
  ["How often are keys rotated and who approves it?", ["How often are keys rotated?", "who approves it?"]],
  ["What is a lease? When does it end?", ["What is a lease?", "When does it end?"]],
  ["Who paints the ferry, and which paint does she use?", ["Who paints the ferry?", "which paint does she use?"]],
  ["What does a berth cost and can I pay in cash?", ["What does a berth cost?", "can I pay in cash?"]],
  ["Is the pass free, and where do I get it?", ["Is the pass free?", "where do I get it?"]],
  [
    "With the crane, how do I lift a boat and which rope holds the mast?",
    ["With the crane, how do I lift a boat?", "With the crane, which rope holds the mast?"],
  ],
  [
    "Who leads it, when was it built and what does it cost?",
    ["Who leads it?", "when was it built?", "what does it cost?"],
  ],
  ["How often is it cleaned and who pays (ferry)?", ["How often is it cleaned (ferry)?", "who pays (ferry)?"]],
] as const)("%s", (question, parts) => {
  expect(questionParts(question)).toEqual(parts);
});

test.each([
  "What do the crane and the winch lift?",
  "When and where was the ferry built?",
  "How many cranes and how many berths does the yard have?",
  "Who paints and repairs the ferry?",
  "What happens when the tank is full and when the pump is off?",
  "Which captain wrote a book and is buried in the harbour?",
  "What is the name of the captain who paints boats and who repairs them?",
  "Which ferry is painted red and is the largest of the fleet?",
  "Which rope should I use for a boat, which was built in 1990?",
  "When many ferries are late, what is the usual cause?",
  "Explain how the crane works and when to use it.",
  "Can I get my money back, and how?",
  "Which rope is long and which is short?",
  "I lost my pass. Where do I get a new one?",
  "Welche Farbe hat die Fähre und wer streicht sie?",
])("asks one thing, or may: %s", (question) => {
  expect(questionParts(question)).toEqual([]);
});
