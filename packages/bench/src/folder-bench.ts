import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "./measure/_run-child.js";
import type { BenchReport, BenchRow } from "./measure/bench-report.js";
import { generateFolder } from "./corpus/generate-folder.js";
import { readProse } from "./corpus/prose.js";
import { median } from "./measure/median.js";

const cli = fileURLToPath(new URL("../../ragstone/bin/ragstone.js", import.meta.url));
const langchainRun = fileURLToPath(new URL("runs/langchain-folder.js", import.meta.url));
const stagesRun = fileURLToPath(new URL("runs/index-stages.js", import.meta.url));

const questions = [
  "What similarity laws must be obeyed when constructing aeroelastic models of heated high speed aircraft?",
  "How does a boundary layer become turbulent?",
  "Who commanded the NATO nuclear strike force?",
  "How can information retrieval systems be evaluated?",
  "What did the prime minister say about the common market?",
];

interface LangchainRun {
  readonly documents: number;
  readonly chunks: number;
  readonly loadMs: number;
  readonly chunkMs: number;
  readonly embedMs: number;
}

interface StagesRun {
  readonly stages: Readonly<Record<string, number>>;
  readonly chunks: number;
}

/**
 * The command on a generated folder, each run a process of its own as a user has it, against LangChain's directory
 * loader, splitter and memory store. LangChain keeps nothing, so an unchanged folder, an edit and a question each cost
 * it everything.
 *
 * @param runs - of which the median counts
 */
export async function folderBench({
  dataDir,
  runs = 3,
  files,
  bytes,
}: {
  readonly dataDir: string;
  readonly runs?: number;
  readonly files?: number;
  readonly bytes?: number;
}): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "ragstone-bench-folder-"));
  try {
    const generated = await generateFolder(folder, await readProse(dataDir), {
      files,
      bytes,
    });
    const forget = () => rm(join(folder, ".ragstone"), { recursive: true, force: true });

    const staged = await runChild(stagesRun, [folder]);
    const { stages, chunks } = JSON.parse(staged.stdout) as StagesRun;
    const cold = [];
    const rivals = [];
    // By turns, so that what else the machine does falls on both. LangChain before ours: it would load the index's own
    // files.
    for (let run = 0; run < runs; run++) {
      await forget();
      rivals.push(await runChild(langchainRun, [folder, questions[0]!], { heapMegabytes: 4096 }));
      cold.push(await runChild(cli, ["index", folder, "--quiet"]));
    }
    const theirs = JSON.parse(rivals.at(-1)!.stdout) as LangchainRun;
    const rival = {
      wallMs: median(rivals.map(({ wallMs }) => wallMs)),
      processorMs: median(rivals.map(({ processorMs }) => processorMs)),
      peakBytes: Math.max(...rivals.map(({ peakBytes }) => peakBytes)),
    };
    const unchanged = [];
    for (let run = 0; run < runs; run++) unchanged.push(await runChild(cli, ["index", folder, "--quiet"]));
    const edited = [];
    for (let run = 0; run < runs; run++) {
      await edit(join(folder, generated.middle), run);
      edited.push(await runChild(cli, ["index", folder, "--quiet"]));
    }
    const asked = [];
    for (const question of questions) asked.push(await runChild(cli, ["ask", question, folder], { accept: [0, 3, 4] }));

    const ms = (what: string, ours: number, rivalMs: number | null, note?: string): BenchRow => ({
      what,
      unit: "ms",
      ours,
      rival: rivalMs,
      note,
    });
    const processor = (some: readonly { readonly processorMs: number }[]) =>
      median(some.map(({ processorMs }) => processorMs));
    const walls = (some: readonly { readonly wallMs: number }[]) => median(some.map(({ wallMs }) => wallMs));
    return {
      name: "folder",
      rival:
        "LangChain: DirectoryLoader and Cheerio, RecursiveCharacterTextSplitter with exact tokens, the same embedder, MemoryVectorStore",
      input: `${generated.files} HTML files, ${(generated.bytes / 1e6).toFixed(1)} MB; ${chunks} chunks (LangChain ${theirs.chunks}); median of ${runs} processes`,
      rows: [
        ms("index, cold", walls(cold), rival.wallMs),
        ms("  processor time of all threads", processor(cold), rival.processorMs),
        ...Object.entries(stages).map(([stage, elapsed]) =>
          ms(`  ${stage}`, elapsed, rivalStage(stage, theirs), stageNotes[stage]),
        ),
        ms("index, nothing changed", walls(unchanged), rival.wallMs, "LangChain keeps nothing: it begins again"),
        ms("  processor time", processor(unchanged), rival.processorMs, "as above"),
        ms("index, one file edited", walls(edited), rival.wallMs, "as above"),
        ms(
          "ask, cold process, first words",
          median(asked.map(({ firstOutputMs, wallMs }) => firstOutputMs ?? wallMs)),
          rival.wallMs,
          "as above; LangChain finds passages only",
        ),
        ms("ask, cold process, whole answer", walls(asked), rival.wallMs, "as above"),
        ms("  processor time", processor(asked), rival.processorMs, "as above"),
        {
          what: "peak memory of index",
          unit: "MB",
          ours: Math.max(...cold.map(({ peakBytes }) => peakBytes)) / 1e6,
          rival: rival.peakBytes / 1e6,
        },
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Stages run side by side, so that their sum may exceed the whole. */
const stageNotes: Readonly<Record<string, string>> = {
  read: "sum over files side by side",
  parse: "as above; LangChain: read and parse",
  write: "sum over documents, waiting included",
};

function rivalStage(stage: string, { loadMs, chunkMs, embedMs }: LangchainRun): number | null {
  const byStage: Readonly<Record<string, number>> = { parse: loadMs, chunk: chunkMs, embed: embedMs };
  return byStage[stage] ?? null;
}

async function edit(path: string, run: number): Promise<void> {
  const html = await readFile(path, "utf8");
  await writeFile(path, html.replace("<p>", `<p>Edit number ${run} changed this paragraph and no other. `));
}
