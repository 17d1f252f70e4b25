import type { Block, GenerationPart, Passage } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { extractiveGenerator } from "./extractive-generator.js";

const passage = (number: number, text: string, blocks: readonly Block[] = []): Passage => ({
  number, path: `${number}.md`, start: 0, end: text.length, text, headings: [], pages: [], blocks, score: 1 / number, scores: { text: 5, vector: 0.5 },
});

async function quotes(question: string, passages: readonly Passage[]): Promise<readonly string[]> {
  const parts: GenerationPart[] = [];
  for await (const part of extractiveGenerator().generate({ question, history: [], passages, nonce: "n" })) parts.push(part);
  return parts.flatMap((part) => (part.type === "claim" ? part.citations.map((citation) => citation.quote) : []));
}

const heading = "The printer driver";
const prose = "The printer driver is installed by the setup program.";
const code = 'const printer = install("printer driver"); // setup program of the printer driver';
const text = `${heading}\n\n${prose}\n\n${code}`;
const blocks: readonly Block[] = [
  { kind: "heading", start: 0, end: heading.length, level: 1, label: heading },
  { kind: "paragraph", start: heading.length + 2, end: heading.length + 2 + prose.length },
  { kind: "code", start: text.length - code.length, end: text.length },
];

describe("extractiveGenerator", () => {
  test("answers in prose, never with a heading, and with code only where no prose answers", async () => {
    expect(await quotes("What installs the printer driver?", [passage(1, text, blocks)])).toEqual([prose]);
    expect(await quotes("What installs the printer driver?", [passage(1, code, [{ kind: "code", start: 0, end: code.length }])])).toEqual([code]);
  });

  test("puts no sentence that points back beside one that it does not follow", async () => {
    const away = "It is installed with the printer and takes four minutes on most office computers.";
    expect(await quotes("What installs the printer driver?", [passage(1, prose), passage(2, away)])).toEqual([prose]);
    expect(await quotes("What installs the printer driver?", [passage(1, `${prose} ${away}`)])).toEqual([prose, away]);
  });
});
