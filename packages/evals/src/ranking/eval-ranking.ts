import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRagstone } from "ragstone";
import { docsSets } from "../fitting/collect-samples.js";
import { formatTable } from "../tables/format-table.js";
import { partRanks, type PartRow } from "./part-ranks.js";

export interface EvalRankingOptions {
  /** A spec. @defaultValue "static-en-v1" */
  readonly embedder?: string | undefined;
  /** A spec, whose order is one more row. @defaultValue none */
  readonly reranker?: string | undefined;
  /** Where the rows go as JSON besides the table. */
  readonly json?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

const depths = [1, 3, 5, 10, 20] as const;
const everydayDepth = 10;

/**
 * What each part of the search adds to the ranks of the evidence: the questions about all folders of `DATA/docs`, by half,
 * searched with everything and with one part left out at a time.
 */
export async function evalRanking(
  data: string,
  { embedder, reranker, json, write = (line) => process.stdout.write(`${line}\n`) }: EvalRankingOptions = {},
): Promise<void> {
  const rows: PartRow[] = [];
  for (const { folder, set } of await docsSets(data)) {
    const dir = await mkdtemp(join(tmpdir(), "ragstone-ranking-"));
    try {
      await using rag = await openRagstone({ folder, index: join(dir, "index"), embedder });
      await rag.index();
      rows.push(...(await partRanks(rag, { set, dir, reranker })));
    } finally {
      await rm(dir, { recursive: true });
    }
  }
  write(formatParts(rows));
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ eval: "ranking", rows }, null, 2)}\n`);
}

/** Shares of the questions, in per cent, whose evidence is among the first hits. */
function formatParts(rows: readonly PartRow[]): string {
  const shares = (group: readonly PartRow[], depth: number): string =>
    group.length === 0
      ? "-"
      : ((100 * group.filter(({ rank }) => rank > 0 && rank <= depth).length) / group.length).toFixed(0);
  const lines = [...new Set(rows.map(({ part }) => part))].map((part) => [
    part,
    ...[true, false].flatMap((tuning) => {
      const half = rows.filter((row) => row.part === part && row.tuning === tuning);
      const everyday = half.filter(({ kind }) => kind === "paraphrase");
      return [depths.map((depth) => shares(half, depth)).join(" / "), shares(everyday, everydayDepth)];
    }),
  ]);
  const columns = ["tuning", "unseen"].flatMap((half) => [
    `${half} @${depths.join("/")}`,
    `everyday @${everydayDepth}`,
  ]);
  return formatTable(["search", ...columns], lines);
}
