import { describe, expect, it } from "vitest";
import { readableCharacters } from "./readable-characters.js";

describe("readableCharacters", () => {
  it.each([
    ["The budget of 2024", 15],
    ["Ünïcode straße", 13],
    ["Ключи меняются", 13],
    ["予算は", 3],
    ["3* !& > % & ( & ' )", 1],
    ["RVBSUFSMZ XBT BQQSPWFE", 0],
    ["❝♦❡✍❝✐❡♥ts", 0],
    ["a b c d", 0],
  ])("counts the letters of words and the digits of numbers in %s", (text, count) => {
    expect(readableCharacters(text)).toBe(count);
  });
});
