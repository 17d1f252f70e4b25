import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { verifyAnswer } from "@ragstone/verify";
import { CitationParser, splitUnits } from "@ragstone/verify/internal";
import { wordPiece } from "@ragstone/tokenizers";
import { pairedMs } from "./measure/paired-ms.js";
import type { BenchReport } from "./measure/bench-report.js";

/** Citations of the answer that is verified, and the passages that it is made from, as many as a generator is given. */
const citations = 20;
const passages = 8;
/** Characters of a piece of the stream, about a token. */
const pieceLength = 4;
/** Times that a work is repeated within one timing, since one takes less than a millisecond. */
const repeats = 20;
const marker = /\[(\d{1,4}): "([^"]*)"\]/gu;

interface Squad {
  readonly data: readonly { readonly paragraphs: readonly { readonly context: string }[] }[];
}

/**
 * Reading citations from a stream and verifying an answer, against a regular expression and `indexOf`, which check only
 * the words of a quote, not the claim.
 */
export async function answersBench({ dataDir }: { readonly dataDir: string }): Promise<BenchReport> {
  const { texts, exact, invented } = await readAnswers(dataDir);
  const sources = texts.map((text) => ({ text }));
  const tokens = wordPiece({ specialTokens: 0 }).count(exact);
  const pieces = piecesOf(exact);
  const parsed = await pairedMs(
    repeated(() => parse(pieces)),
    repeated(() => [...exact.matchAll(marker)].length),
  );
  const verified = (answer: string) =>
    pairedMs(
      repeated(() => verifyAnswer({ text: answer, sources })),
      repeated(() =>
        [...answer.matchAll(marker)].map(([, source, quote]) => texts[Number(source) - 1]?.indexOf(quote!)),
      ),
    );
  const right = await verified(exact);
  const wrong = await verified(invented);
  const per = 1000 / tokens / repeats;
  const characters = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / passages);
  return {
    name: "answers",
    rival: "a regular expression over the whole answer, and indexOf of each quote in its source",
    input: `an answer of ${tokens} tokens with ${citations} citations, ${passages} sources of ${characters} characters`,
    rows: [
      {
        what: `citations read from a stream, 1,000 tokens in pieces of ${pieceLength} characters`,
        unit: "ms",
        ours: parsed.ours * per,
        rival: parsed.rival * per,
        note: "goal 1 ms; the rival needs the whole text",
      },
      {
        what: `${citations} citations verified`,
        unit: "ms",
        ours: right.ours / repeats,
        rival: right.rival / repeats,
        note: "goal 20 ms; the rival checks no claim",
      },
      {
        what: `${citations} citations verified, half of them invented`,
        unit: "ms",
        ours: wrong.ours / repeats,
        rival: wrong.rival / repeats,
        note: "the rival checks no claim",
      },
    ],
  };
}

interface CitedAnswers {
  /** The sources. */
  readonly texts: readonly string[];
  /** An answer that quotes them. */
  readonly exact: string;
  /** The same with every second quote changed. */
  readonly invented: string;
}

async function readAnswers(dataDir: string): Promise<CitedAnswers> {
  const { data } = JSON.parse(await readFile(join(dataDir, "qa", "xquad.en.json"), "utf8")) as Squad;
  const texts = data.slice(0, passages).map(({ paragraphs }) =>
    paragraphs
      .slice(0, 3)
      .map(({ context }) => context)
      .join("\n\n"),
  );
  const sentences = texts
    .flatMap((text, source) =>
      splitUnits(text).map(({ start, end }) => ({ source: source + 1, text: text.slice(start, end) })),
    )
    .filter(({ text }) => text.length > 60 && !text.includes('"'));
  const cited = Array.from(
    { length: citations },
    (_, at) => sentences[Math.floor((at * sentences.length) / citations)]!,
  );
  const exact = cited.map(({ source, text }) => `${text} [${source}: "${text}"]`).join(" ");
  const invented = cited
    .map(
      ({ source, text }, at) =>
        `${text} [${source}: "${at % 2 === 0 ? text : text.replace(/ (\p{L}+) /u, " entirely ")}"]`,
    )
    .join(" ");
  return { texts, exact, invented };
}

function piecesOf(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / pieceLength) }, (_, at) =>
    text.slice(at * pieceLength, (at + 1) * pieceLength),
  );
}

function parse(pieces: readonly string[]): number {
  const parser = new CitationParser();
  let found = 0;
  for (const piece of pieces) found += parser.push(piece).length;
  return found + parser.finish().length;
}

function repeated(work: () => unknown): () => void {
  return () => {
    for (let time = 0; time < repeats; time += 1) work();
  };
}
