import { readdir, readFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { loadDocument } from "@ragstone/loaders";
import { pairedMs } from "./measure/paired-ms.js";
import type { BenchReport } from "./measure/bench-report.js";
import { CheerioFileLoader } from "./rivals/cheerio-file-loader.js";

/**
 * Loading the HTML articles of the evaluation data: ours finds headings, blocks and hidden text, LangChain's takes the
 * text of `body`.
 */
export async function loadBench({ dataDir }: { readonly dataDir: string }): Promise<BenchReport> {
  const folder = join(dataDir, "html");
  const paths = (await readdir(folder)).map((name) => join(folder, name, "source.html"));
  const files = await Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(path);
      return { path: "source.html", bytes, sha256: createHash("sha256").update(bytes).digest("hex"), modifiedMs: null };
    }),
  );
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;
  const { ours, rival } = await pairedMs(
    async () => {
      for (const file of files) await loadDocument(file);
    },
    async () => {
      for (const path of paths) await new CheerioFileLoader(path).load();
    },
  );
  return {
    name: "load",
    rival: "LangChain's TextLoader with its Cheerio step",
    input: `${files.length} HTML articles, ${megabytes.toFixed(1)} MB, one thread`,
    rows: [
      {
        what: "HTML",
        unit: "MB/s",
        ours: (megabytes / ours) * 1000,
        rival: (megabytes / rival) * 1000,
        note: "ours: main content, headings, tables, hidden text",
      },
    ],
  };
}
