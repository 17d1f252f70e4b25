import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isRagstoneError } from "@ragstone/core";
import { formatTable } from "@ragstone/evals";
import { type BenchReport, type BenchRow, ratio } from "./measure/bench-report.js";

/** In this order: a child process starts with the memory peak of its parent, so measurements of children come first. */
const benches: Readonly<Record<string, (dataDir: string) => Promise<BenchReport>>> = {
  folder: async (dataDir) => (await import("./folder-bench.js")).folderBench({ dataDir }),
  search: async (dataDir) => (await import("./search-bench.js")).searchBench({ dataDir }),
  scoped: async (dataDir) => (await import("./scoped-bench.js")).scopedBench({ dataDir }),
  index: async () => (await import("./index/index-bench.js")).indexBench(),
  chunk: async (dataDir) => (await import("./chunk-bench.js")).chunkBench({ dataDir }),
  embed: async (dataDir) => (await import("./embed-bench.js")).embedBench({ dataDir }),
  answers: async (dataDir) => (await import("./answers-bench.js")).answersBench({ dataDir }),
  load: async (dataDir) => (await import("./load-bench.js")).loadBench({ dataDir }),
  pdf: async (dataDir) => (await import("./pdf/pdf-bench.js")).pdfBench({ dataDir }),
  mcp: async (dataDir) => (await import("./mcp-bench.js")).mcpBench({ dataDir }),
  files: async () => (await import("./files/files-bench.js")).filesBench(),
  serve: async (dataDir) => (await import("./serve-bench.js")).serveBench({ dataDir }),
  large: async (dataDir) => (await import("./large-bench.js")).largeBench({ dataDir }),
  engines: async (dataDir) =>
    (await import("./engines/engines-bench.js")).enginesBench({
      dataDir,
      onRows: (rows) => process.stderr.write(`${formatTable(columns, rows.map(cells))}\n`),
    }),
  databricks: async () => (await import("./databricks/bench-databricks.js")).benchDatabricks(),
  "vector-search": async () => (await import("./vector-search/bench-vector-search.js")).benchVectorSearch(),
};

const columns = ["", "unit", "ragstone", "rival", "ratio", "note"];

/** Benchmarks that take minutes: they run by name only. */
const slow: readonly string[] = ["serve", "large", "engines", "databricks", "vector-search"];

const usual = Object.keys(benches).filter((name) => !slow.includes(name));

const usage = `Usage: pnpm bench [NAME...] [--data DIR] [--json FILE]

Names: ${Object.keys(benches).join(", ")}; without one all but ${slow.join(", ")}, which take minutes.
Ratios above 1 are in favour of Ragstone.
`;

/** Scripts of the root run there; paths are meant from where the user typed. */
const fromBase = (path: string) => resolve(process.env["INIT_CWD"] ?? process.cwd(), path);

async function run(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" }, data: { type: "string" }, help: { type: "boolean" } },
  });
  const unknown = positionals.filter((name) => benches[name] === undefined);
  if (values.help === true || unknown.length > 0) {
    process.stderr.write(
      unknown.length > 0 ? `There is no benchmark called ${unknown.join(", ")}.\n\n${usage}` : usage,
    );
    return values.help === true ? 0 : 2;
  }
  const dataDir =
    values.data === undefined
      ? fileURLToPath(new URL("../../../../shared/data", import.meta.url))
      : fromBase(values.data);
  const reports: BenchReport[] = [];
  process.stdout.write(
    `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} processors\n`,
  );
  const wanted = positionals.length > 0 ? positionals : usual;
  for (const name of Object.keys(benches).filter((known) => wanted.includes(known))) {
    const report = await benches[name]!(dataDir);
    reports.push(report);
    process.stdout.write(
      `\n${report.name}: ${report.input}\nRival: ${report.rival}\n${formatTable(columns, report.rows.map(cells))}\n`,
    );
  }
  if (values.json !== undefined) {
    const withRatios = reports.map((report) => ({
      ...report,
      rows: report.rows.map((row) => ({ ...row, ratio: ratio(row) })),
    }));
    await writeFile(
      fromBase(values.json),
      `${JSON.stringify({ node: process.versions.node, processors: availableParallelism(), reports: withRatios }, null, 2)}\n`,
    );
  }
  return 0;
}

function cells(row: BenchRow): string[] {
  const times = ratio(row);
  return [
    row.what,
    row.unit,
    figure(row.ours),
    row.rival === null ? "" : figure(row.rival),
    times === null ? "" : times.toFixed(2),
    row.note ?? "",
  ];
}

function figure(value: number): string {
  return value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 1
        ? value.toFixed(2)
        : value.toFixed(3);
}

try {
  process.exitCode = await run();
} catch (error) {
  const usageError = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  process.stderr.write(
    isRagstoneError(error)
      ? `${error.message}\n${error.hint}\n`
      : usageError
        ? `${error.message}\n\n${usage}`
        : `${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = usageError ? 2 : 1;
}
