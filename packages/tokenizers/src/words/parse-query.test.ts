import { describe, expect, it } from "vitest";
import { parseQuery } from "./parse-query.js";

describe("parseQuery", () => {
  it.each([
    ["plain words", { words: "plain words", phrases: [], prefixes: [] }],
    ['the "red door" of "a house"', { phrases: ["red door", "a house"] }],
    ["„rote Tür“ und “blue door”", { phrases: ["rote Tür", "blue door"] }],
    ['an "unpaired quote', { words: 'an "unpaired quote', phrases: [] }],
    ['"" and "!?" quote nothing, "7" does', { phrases: ["7"] }],
    ["rotat* keys", { words: "  keys", prefixes: ["rotat"] }],
    ["ro* and é1*", { words: "  and  ", prefixes: ["ro", "é1"] }],
    ["r* stays, as * does", { words: "r* stays, as * does", prefixes: [] }],
    ['"red do* opens"', { phrases: ["red   opens"], prefixes: ["do"] }],
  ])("reads %j", (text, expected) => {
    expect(parseQuery(text)).toMatchObject(expected);
  });

  it("reads the first 20,000 characters", () => {
    const text = `${"word ".repeat(3999)}lastX`;
    expect(text).toHaveLength(20_000);
    expect(parseQuery(`${text}Y tail*`)).toEqual({ words: text, phrases: [], prefixes: [] });
  });

  it("treats quotes in a long text as none", () => {
    const filler = (words: number) => Array.from({ length: words }, () => "word").join(" ");
    expect(parseQuery(`"two keys" ${filler(48)}`).phrases).toEqual(["two keys"]);
    expect(parseQuery(`"two keys" ${filler(49)}`)).toMatchObject({ phrases: [], words: `"two keys" ${filler(49)}` });
  });
});
