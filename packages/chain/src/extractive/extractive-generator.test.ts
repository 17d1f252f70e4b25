import type { Block, GenerationPart, Passage } from "@ragstone/core";
import { describe, expect, test } from "vitest";
import { extractiveGenerator } from "./extractive-generator.js";

const passage = (number: number, text: string, blocks: readonly Block[] = []): Passage => ({
  number,
  origin: "file",
  path: `${number}.md`,
  start: 0,
  end: text.length,
  text,
  headings: [],
  pages: [],
  blocks,
  score: 1 / number,
  scores: { text: 5, vector: 0.5 },
});

async function quotes(question: string, passages: readonly Passage[]): Promise<readonly string[]> {
  const parts: GenerationPart[] = [];
  for await (const part of extractiveGenerator().generate({ question, history: [], passages, nonce: "n" }))
    parts.push(part);
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
    expect(
      await quotes("What installs the printer driver?", [
        passage(1, code, [{ kind: "code", start: 0, end: code.length }]),
      ]),
    ).toEqual([code]);
  });

  test("puts no sentence that points back beside one that it does not follow", async () => {
    const away = "It is installed with the printer and takes four minutes on most office computers.";
    expect(await quotes("What installs the printer driver?", [passage(1, prose), passage(2, away)])).toEqual([prose]);
    expect(await quotes("What installs the printer driver?", [passage(1, `${prose} ${away}`)])).toEqual([prose, away]);
  });

  test("counts the heading of a section and the header of a table for what stands under them", async () => {
    const table = "limit | value\nsize of a file | 100 MiB\ntime to load | 20 seconds";
    const given = `Limits of a PDF\n\n${table}\n\nA PDF is read page by page.`;
    const limits: readonly Block[] = [
      { kind: "heading", start: 0, end: 15, level: 1, label: "Limits of a PDF" },
      { kind: "table", start: 17, end: 17 + table.length, header: { start: 17, end: 30 } },
      { kind: "paragraph", start: 19 + table.length, end: given.length },
    ];
    expect((await quotes("What is the size limit of a PDF?", [passage(1, given, limits)]))[0]).toBe(
      "size of a file | 100 MiB",
    );
  });

  test("answers what something is with a sentence that opens with it", async () => {
    const said = "The model has a fingerprint that is stored with the index and compared before a search.";
    const meant = "A fingerprint is everything that makes vectors comparable.";
    expect((await quotes("What is a fingerprint?", [passage(1, said), passage(2, meant)]))[0]).toBe(meant);
  });

  test("answers how to do something with a command", async () => {
    const talk = "The index of a folder is watched for changes by those who read it.";
    const command = "`ragstone index --watch` watches a folder for changes.";
    expect(await quotes("How do I watch a folder for changes?", [passage(1, `${talk} ${command}`)])).toContain(command);
  });

  test("tells how sure the evidence was", async () => {
    const heard: number[] = [];
    const generator = extractiveGenerator({ onEvidence: ({ score }) => heard.push(score) });
    for (const question of ["What installs the printer driver?", "Who painted the ceiling of Rome?"]) {
      for await (const part of generator.generate({ question, history: [], passages: [passage(1, prose)], nonce: "n" }))
        expect(part).toBeDefined();
    }
    expect(heard[0]).toBeGreaterThan(heard[1]!);
  });
});
