import { describe, expect, test } from "vitest";
import { questionLanguage } from "./question-language.js";

describe("questionLanguage", () => {
  test.each([
    ["Wie lange dauert die Probezeit?", ["de", "de"], "de"],
    ["¿Cuánto cuesta el envío a Canarias?", ["es", null], "es"],
    ["How long is the trial period?", ["de", "en"], null],
    ["What was the die made of?", ["de"], null],
    ["Was kostet der Versand?", ["en", "de"], "de"],
    ["Probezeit Dauer", ["de", "en"], "de"],
    ["trial period", ["en", "de"], null],
    ["Wie lange dauert die Probezeit?", [null, "en"], null],
  ])("%j over documents in %j is in %j", (question, documents, expected) => {
    expect(questionLanguage(question, documents)).toBe(expected);
  });
});
