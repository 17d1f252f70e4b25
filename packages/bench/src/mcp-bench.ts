import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateFolder } from "./corpus/generate-folder.js";
import { questions } from "./corpus/passages.js";
import { readProse } from "./corpus/prose.js";
import { listedToolsMs } from "./mcp/listed-tools.js";
import type { BenchReport } from "./measure/bench-report.js";
import { median } from "./measure/median.js";
import { runChild } from "./measure/run-child.js";

const cli = fileURLToPath(new URL("../../ragstone/bin/ragstone.js", import.meta.url));

/** From the start of `ragstone mcp` to its list of tools, against a cold `ragstone search`, by turns. */
export async function mcpBench({
  dataDir,
  rounds = 15,
}: {
  readonly dataDir: string;
  readonly rounds?: number;
}): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), "ragstone-bench-mcp-"));
  try {
    const articles = await readProse(dataDir);
    const { files, bytes } = await generateFolder(folder, articles, { files: 60, bytes: 900_000 });
    await runChild(cli, ["index", folder, "--quiet"]);
    const [question] = questions(articles, 1);
    const [listed, searched]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      const toolsMs = await listedToolsMs(cli, folder);
      const { wallMs } = await runChild(cli, ["search", question!, folder, "--json"]);
      // The first round fills the system's file cache.
      if (round === 0) continue;
      listed.push(toolsMs);
      searched.push(wallMs);
    }
    const paired = listed.map((ms, round) => ms / searched[round]!);
    return {
      name: "mcp",
      rival: "`ragstone search` in a new process, until it ends",
      input: `${files} HTML files, ${(bytes / 1e6).toFixed(1)} MB, indexed; ${rounds} rounds by turns`,
      rows: [
        {
          what: "spawn to the answer to tools/list",
          unit: "ms",
          ours: median(listed),
          rival: median(searched),
          note: `ours / rival, median of rounds: ${median(paired).toFixed(2)}; goal: <= 1.3`,
        },
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
