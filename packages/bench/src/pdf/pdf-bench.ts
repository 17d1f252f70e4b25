import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadDocument } from "@ragstone/loaders";
import { runChild } from "../measure/run-child.js";
import type { BenchReport, BenchRow } from "../measure/bench-report.js";
import { median } from "../measure/median.js";
import { type Hits, scoreHeadings, scoreRows } from "./score-structure.js";
import { structureTruth } from "./structure-truth.js";
import { scoreWords } from "./score-words.js";

const readRun = fileURLToPath(new URL("../runs/read-pdf.js", import.meta.url));
const poolRun = fileURLToPath(new URL("../runs/load-pdfs.js", import.meta.url));

interface ReadRun {
  readonly pages: number;
  readonly text: string;
  readonly processorMs: readonly number[];
}

interface PoolRun {
  readonly wallMs: number;
  readonly pages: number;
}

const books = [
  { name: "GeoTopo", file: "geotopo/GeoTopo.pdf", truth: "geotopo/GeoTopo-ground-truth.txt" },
  { name: "freeculture", file: "pdfjs/freeculture.pdf", truth: null },
];

/** Each book so many times in a process: the code of both engines is compiled further for several rounds. */
const rounds = 6;
/** Through the pool, each worker warm. */
const poolRounds = 8;

/**
 * PDFs read by ours and by `pdf-parse`, alternating, each in separate processes; processor time of all their threads.
 */
export async function pdfBench({
  dataDir,
  turns = 3,
}: {
  readonly dataDir: string;
  readonly turns?: number;
}): Promise<BenchReport> {
  const folder = join(dataDir, "pdf");
  const rows: BenchRow[] = [];
  for (const { name, file, truth } of books) {
    const ours: ReadRun[] = [];
    const theirs: ReadRun[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      ours.push(await readBook("ragstone", join(folder, file)));
      theirs.push(await readBook("pdf-parse", join(folder, file)));
    }
    const speed = (what: string, of: (run: ReadRun) => number): BenchRow => ({
      what: `${name}, ${what}`,
      unit: "pages/CPU s",
      ours: median(ours.map(of)),
      rival: median(theirs.map(of)),
    });
    rows.push(
      speed("once, start of the process included", ({ pages, processorMs }) => (pages / processorMs[0]!) * 1000),
      speed(
        `rounds 2 to ${rounds} of a process`,
        ({ pages, processorMs }) => (pages / median(processorMs.slice(1))) * 1000,
      ),
      speed(`round ${rounds}`, ({ pages, processorMs }) => (pages / processorMs.at(-1)!) * 1000),
    );
    if (truth === null) continue;
    const expected = await readFile(join(folder, truth), "utf8");
    const mine = scoreWords(expected, ours[0]!.text);
    const other = scoreWords(expected, theirs[0]!.text);
    rows.push(
      {
        what: `${name}, word precision`,
        unit: "share",
        ours: mine.precision,
        rival: other.precision,
        note: "words as multisets, in lower case",
      },
      { what: `${name}, word recall`, unit: "share", ours: mine.recall, rival: other.recall },
    );
  }
  rows.push(
    ...(await poolRows(
      books.map(({ file }) => join(folder, file)),
      turns,
    )),
    ...(await structureRows(folder)),
  );
  return {
    name: "pdf",
    rival: "pdf-parse 2.4",
    input: `books of 117 and 352 pages, median of ${turns} processes`,
    rows,
  };
}

async function readBook(engine: "ragstone" | "pdf-parse", file: string): Promise<ReadRun> {
  return JSON.parse((await runChild(readRun, [engine, file, String(rounds)])).stdout) as ReadRun;
}

/** One worker against two, on wall time: the machine should have nothing else to do. */
async function poolRows(files: readonly string[], turns: number): Promise<BenchRow[]> {
  const speeds: { readonly one: number[]; readonly two: number[] } = { one: [], two: [] };
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [workers, into] of [
      ["1", speeds.one],
      ["2", speeds.two],
    ] as const) {
      const { wallMs, pages } = JSON.parse(
        (await runChild(poolRun, [workers, String(poolRounds), ...files])).stdout,
      ) as PoolRun;
      into.push((pages / wallMs) * 1000);
    }
  }
  return [
    {
      what: "both books, pool of 2 workers (rival: 1 worker)",
      unit: "pages/s",
      ours: median(speeds.two),
      rival: median(speeds.one),
      note: `${files.length * poolRounds} files, wall time, workers warm`,
    },
  ];
}

async function structureRows(folder: string): Promise<BenchRow[]> {
  const headings: Hits[] = [];
  const rows: Hits[] = [];
  for (const truth of structureTruth) {
    const bytes = await readFile(join(folder, truth.file));
    const document = await loadDocument({
      path: truth.file,
      bytes,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      modifiedMs: null,
    });
    headings.push(scoreHeadings(document, truth));
    rows.push(scoreRows(document, truth));
  }
  return [...shares("headings", headings), ...shares("table rows", rows)];
}

function shares(what: string, hits: readonly Hits[]): BenchRow[] {
  const sum = (field: keyof Hits) => hits.reduce((total, hit) => total + hit[field], 0);
  const found = `${sum("right")} right of ${sum("found")} found`;
  const note = `${found}, ${sum("expected")} to be found in ${hits.length} documents; pdf-parse marks none`;
  return [
    { what: `${what}, precision`, unit: "share", ours: sum("right") / sum("found"), rival: null, note },
    { what: `${what}, recall`, unit: "share", ours: sum("right") / sum("expected"), rival: null },
  ];
}
