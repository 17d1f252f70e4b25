import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild, type ChildRun } from "./measure/run-child.js";
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

/** Every run of the command and of the rival. */
interface FolderRuns {
  readonly cold: readonly ChildRun[];
  readonly rivals: readonly ChildRun[];
  readonly unchanged: readonly ChildRun[];
  readonly edited: readonly ChildRun[];
  readonly asked: readonly ChildRun[];
}

/**
 * The command on a generated folder, each run a separate process as for a user, against LangChain's directory loader,
 * splitter and memory store. LangChain stores nothing, so an unchanged folder, an edit and a question each cost it a
 * full run.
 *
 * @param runs - the median of them counts
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
    const generated = await generateFolder(folder, await readProse(dataDir), { files, bytes });
    const staged = await runChild(stagesRun, [folder]);
    const stages = JSON.parse(staged.stdout) as StagesRun;
    const measured = await runAll(folder, join(folder, generated.middle), runs);
    const theirs = JSON.parse(measured.rivals.at(-1)!.stdout) as LangchainRun;
    const size = `${generated.files} HTML files, ${(generated.bytes / 1e6).toFixed(1)} MB`;
    return {
      name: "folder",
      rival:
        "LangChain: DirectoryLoader and Cheerio, RecursiveCharacterTextSplitter with exact tokens, " +
        "the same embedder, MemoryVectorStore",
      input: `${size}; ${stages.chunks} chunks (LangChain ${theirs.chunks}); median of ${runs} processes`,
      rows: rowsOf(measured, stages, theirs),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runAll(folder: string, editedFile: string, runs: number): Promise<FolderRuns> {
  const cold: ChildRun[] = [];
  const rivals: ChildRun[] = [];
  // Alternating, so that other load on the machine affects both. LangChain before ours: it would load the index's own
  // files.
  for (let run = 0; run < runs; run++) {
    await rm(join(folder, ".ragstone"), { recursive: true, force: true });
    rivals.push(await runChild(langchainRun, [folder, questions[0]!], { heapMegabytes: 4096 }));
    cold.push(await runChild(cli, ["index", folder, "--quiet"]));
  }
  const unchanged: ChildRun[] = [];
  for (let run = 0; run < runs; run++) unchanged.push(await runChild(cli, ["index", folder, "--quiet"]));
  const edited: ChildRun[] = [];
  for (let run = 0; run < runs; run++) {
    await edit(editedFile, run);
    edited.push(await runChild(cli, ["index", folder, "--quiet"]));
  }
  const asked: ChildRun[] = [];
  for (const question of questions) asked.push(await runChild(cli, ["ask", question, folder], { accept: [0, 3, 4] }));
  return { cold, rivals, unchanged, edited, asked };
}

function rowsOf(
  { cold, rivals, unchanged, edited, asked }: FolderRuns,
  { stages }: StagesRun,
  theirs: LangchainRun,
): BenchRow[] {
  const rivalWall = walls(rivals);
  const rivalProcessor = processor(rivals);
  const firstWords = median(asked.map(({ firstOutputMs, wallMs }) => firstOutputMs ?? wallMs));
  return [
    ms("index, cold", walls(cold), rivalWall),
    ms("  processor time of all threads", processor(cold), rivalProcessor),
    ...Object.entries(stages).map(([stage, elapsed]) =>
      ms(`  ${stage}`, elapsed, rivalStage(stage, theirs), stageNotes[stage]),
    ),
    ms("index, nothing changed", walls(unchanged), rivalWall, "LangChain keeps nothing: it begins again"),
    ms("  processor time", processor(unchanged), rivalProcessor, "as above"),
    ms("index, one file edited", walls(edited), rivalWall, "as above"),
    ms("ask, cold process, first words", firstWords, rivalWall, "as above; LangChain finds passages only"),
    ms("ask, cold process, whole answer", walls(asked), rivalWall, "as above"),
    ms("  processor time", processor(asked), rivalProcessor, "as above"),
    { what: "peak memory of index", unit: "MB", ours: peakMegabytes(cold), rival: peakMegabytes(rivals) },
  ];
}

function ms(what: string, ours: number, rival: number | null, note?: string): BenchRow {
  return { what, unit: "ms", ours, rival, note };
}

function processor(runs: readonly ChildRun[]): number {
  return median(runs.map(({ processorMs }) => processorMs));
}

function walls(runs: readonly ChildRun[]): number {
  return median(runs.map(({ wallMs }) => wallMs));
}

function peakMegabytes(runs: readonly ChildRun[]): number {
  return Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 1e6;
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
