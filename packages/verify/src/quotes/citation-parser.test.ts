import { describe, expect, it } from "vitest";
import { CitationParser, type ParsedPart } from "./citation-parser.js";

function parse(text: string): ParsedPart[] {
  const parser = new CitationParser();
  const parts: ParsedPart[] = [];
  for (const part of [...parser.push(text), ...parser.finish()]) {
    const last = parts.at(-1);
    if (part.type === "text" && last?.type === "text") parts[parts.length - 1] = say(last.text + part.text);
    else parts.push(part);
  }
  return parts;
}
const cite = (source: number, quote: string | null, complete = true): ParsedPart => ({
  type: "citation",
  citation: { source, quote, complete },
});
const say = (text: string): ParsedPart => ({ type: "text", text });

describe("a citation", () => {
  it.each<[string, ParsedPart[]]>([
    ['A [2: "exact words"].', [say("A "), cite(2, "exact words"), say(".")]],
    ["A [2].", [say("A "), cite(2, null), say(".")]],
    ["A [1, 3]", [say("A "), cite(1, null), cite(3, null)]],
    ['A [1: "a b", 2: "c d"]', [say("A "), cite(1, "a b"), cite(2, "c d")]],
    ["A [1: “smart words”]", [say("A "), cite(1, "smart words")]],
    ['A [1: "he said "no" to it"]', [say("A "), cite(1, 'he said "no" to it')]],
    ['A [1: "see [4] there"]', [say("A "), cite(1, "see [4] there")]],
    ["A [2: exact words]", [say("A "), cite(2, "exact words")]],
    ['A [1: "x"][2: "y"]', [say("A "), cite(1, "x"), cite(2, "y")]],
    ["not [a] citation", [say("not [a] citation")]],
    ["an array [] and [", [say("an array [] and [")]],
    ['stops [2: "in the mid', [say("stops "), cite(2, "in the mid", false)]],
    ["stops [2", [say("stops [2")]],
    ['A [99: "x"]', [say("A "), cite(99, "x")]],
    ['A (Source 2: "exact words").', [say("A "), cite(2, "exact words"), say(".")]],
    ["A (sources 1, 3).", [say("A "), cite(1, null), cite(3, null), say(".")]],
    ['A [Source 3: "x (y) z"]', [say("A "), cite(3, "x (y) z")]],
    ["A (2) and (see source 2) and (Sour [1]", [say("A (2) and (see source 2) and (Sour "), cite(1, null)]],
    ["[12345]", [say("[12345]")]],
    ["`arr[1]` [2]", [say("`arr[1]` "), cite(2, null)]],
    ["``a ` [1]`` [2]", [say("``a ` [1]`` "), cite(2, null)]],
    ['Write `[2: "exact words"]` [1: "x `y"]', [say('Write `[2: "exact words"]` '), cite(1, "x `y")]],
    ["```js\narr[1] = `${b[2]}`;\n``` [3]", [say("```js\narr[1] = `${b[2]}`;\n``` "), cite(3, null)]],
    ['```\nrotate\n[1: "rotate"]\n```', [say("```\nrotate\n"), cite(1, "rotate"), say("\n```")]],
    ["an open ` tick [1]\nand [2]", [say("an open ` tick "), cite(1, null), say("\nand "), cite(2, null)]],
    ["ends with ` [1]", [say("ends with ` "), cite(1, null)]],
  ])("in %s is read", (text, parts) => {
    expect(parse(text)).toEqual(parts);
  });

  it("that is never closed gives the text after its bracket back", () => {
    expect(parse('A [1: "never closed] and so on.\n\nNext [2].')).toEqual([
      say("A "),
      cite(1, "never closed", false),
      say(" and so on.\n\nNext "),
      cite(2, null),
      say("."),
    ]);
  });
});
