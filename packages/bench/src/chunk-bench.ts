import { createHash } from "node:crypto";
import { createChunker, staticPreset } from "@ragstone/chunker";
import { type Chunk, embeddingText } from "@ragstone/core";
import { loadDocument } from "@ragstone/loaders";
import { wordPiece } from "@ragstone/tokenizers";
import { readCorpora } from "./corpora.js";
import { pairedMs } from "./measure/paired-ms.js";
import type { BenchReport, BenchRow } from "./measure/bench-report.js";
import { recursiveSplitter, recursiveSplitterOfReference } from "./rivals/recursive-splitter.js";

const windowTokens = 512;
const targetTokens = 400;
/** So much is cut in one turn, so that a turn is no matter of a millisecond. */
const leastBytes = 2_000_000;

/**
 * Cutting text in chunks of 400 tokens: counted by the same tokenizer on both sides, and by the reference
 * implementation on the rival's.
 */
export async function chunkBench({ dataDir }: { readonly dataDir: string }): Promise<BenchReport> {
  const chunker = createChunker({ ...staticPreset, targetTokens });
  const exact = createChunker({ tokenizer: wordPiece(), windowTokens, targetTokens });
  const splitter = recursiveSplitter();
  const reference = await recursiveSplitterOfReference(dataDir);
  const rows: BenchRow[] = [];
  for (const { name, text } of await readCorpora(dataDir)) {
    const bytes = Buffer.from(text);
    const document = await loadDocument({
      path: `${name}.md`,
      bytes,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      modifiedMs: null,
    });
    const times = Math.ceil(leastBytes / bytes.length);
    const rate = (ms: number, texts: number) => (texts * bytes.length) / 1000 / ms;
    const sameCount = await pairedMs(
      () => repeat(times, () => chunker.chunk(document)),
      () => repeat(times, () => splitter.splitText(text)),
    );
    rows.push({
      what: `${name}, both with our count`,
      unit: "MB/s",
      ours: rate(sameCount.ours, times),
      rival: rate(sameCount.rival, times),
    });
    const inWindow = await pairedMs(
      () => repeat(times, () => exact.chunk(document)),
      () => reference.splitText(text),
      1,
    );
    const note = `${overWindow(exact.chunk(document))} over the window`;
    rows.push({
      what: `${name}, window ${windowTokens}, rival with the reference tokenizer`,
      unit: "MB/s",
      ours: rate(inWindow.ours, times),
      rival: rate(inWindow.rival, 1),
      note,
    });
  }
  return {
    name: "chunk",
    rival: `RecursiveCharacterTextSplitter, ${targetTokens}/0`,
    input: "Markdown, parsed before; one thread",
    rows,
  };
}

async function repeat(times: number, work: () => unknown): Promise<void> {
  for (let time = 0; time < times; time += 1) await work();
}

/** Chunks whose embedder input exceeds the window, counted again. */
function overWindow(chunks: readonly Chunk[]): number {
  const tokenizer = wordPiece();
  return chunks.filter((chunk) => tokenizer.count(embeddingText(chunk)) + tokenizer.specialTokens > windowTokens)
    .length;
}
