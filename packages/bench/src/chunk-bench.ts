import { createHash } from "node:crypto";
import { createChunker, staticPreset } from "@ragstone/chunker";
import { loadDocument } from "@ragstone/loaders";
import { readCorpora } from "./_corpora.js";
import { pairedMs } from "./_paired-ms.js";
import type { BenchReport, BenchRow } from "./bench-report.js";
import { recursiveSplitter } from "./rivals/recursive-splitter.js";

/** Cutting text in chunks of 400 tokens, counted by the same tokenizer on both sides. */
export async function chunkBench({ dataDir }: { readonly dataDir: string }): Promise<BenchReport> {
  const chunker = createChunker({ ...staticPreset, targetTokens: 400 });
  const splitter = recursiveSplitter();
  const rows: BenchRow[] = [];
  for (const { name, text } of await readCorpora(dataDir)) {
    const bytes = Buffer.from(text);
    const document = await loadDocument({ path: `${name}.md`, bytes, sha256: createHash("sha256").update(bytes).digest("hex"), modifiedMs: null });
    const megabytes = bytes.length / 1e6;
    const { ours, rival } = await pairedMs(() => chunker.chunk(document), () => splitter.splitText(text));
    rows.push({ what: name, unit: "MB/s", ours: (megabytes / ours) * 1000, rival: (megabytes / rival) * 1000 });
  }
  return { name: "chunk", rival: "RecursiveCharacterTextSplitter, 400/0, with our tokenizer as its length function", input: "Markdown, parsed before", rows };
}
