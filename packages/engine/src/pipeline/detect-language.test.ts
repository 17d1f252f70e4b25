import { describe, expect, it } from "vitest";
import { detectLanguage } from "./detect-language.js";

const english = "The keys of the vault are rotated every thirty days by the platform team in the office. ";
const german = "Die Schlüssel des Tresors werden alle dreißig Tage von der Abteilung im Büro gewechselt. ";

describe("the language of a text", () => {
  it("is found from 80 letters on", () => {
    expect(detectLanguage(english)).toBe("en");
    expect(detectLanguage(german)).toBe("de");
    expect(detectLanguage(english.slice(0, 80).trim().padEnd(80, "s"))).toBe("en");
    expect(detectLanguage(english.slice(0, 78).trim())).toBeNull();
    expect(detectLanguage(`${english.slice(0, 70)} ${"1234567 ".repeat(10)}`)).toBeNull();
  });

  it("is that of the middle of a long text", () => {
    expect(detectLanguage(german.repeat(20) + english.repeat(12) + german.repeat(20))).toBe("en");
    // Nothing is read further out where the middle is a table of numbers.
    expect(detectLanguage(german.repeat(20) + "1234567 ".repeat(120) + german.repeat(20))).toBeNull();
  });

  it("of a short text is found by its script", () => {
    expect(detectLanguage("鍵は毎月")).toBe("ja");
    expect(detectLanguage("密钥轮换")).toBe("zh");
    expect(detectLanguage("密钥轮")).toBeNull();
    expect(detectLanguage("")).toBeNull();
  });
});
