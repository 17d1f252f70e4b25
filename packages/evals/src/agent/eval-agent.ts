import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMcp } from "@ragstone/mcp";
import { openRagstone } from "ragstone";
import { formatShare } from "../answers/bootstrap.js";
import { isTuning, readDocsQuestions } from "../docs/docs-question.js";
import { evidenceRank } from "../docs/evidence-rank.js";
import { formatTable } from "../tables/format-table.js";
import { wilson } from "../tables/wilson.js";
import { agentTokens, readAsAgent } from "./read-as-agent.js";

export interface EvalAgentOptions {
  /** Where the rows go as JSON besides the table. */
  readonly json?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

/** One answerable question with what the agent read for it. */
export interface AgentRow {
  readonly id: string;
  readonly kind: string;
  readonly tuning: boolean;
  /** Whether the evidence is in what it read. */
  readonly found: boolean;
  readonly tokens: number;
}

/** The kind of questions in everyday words, which share few words with the documents. */
const paraphrase = "paraphrase";

/**
 * Lets a scripted agent search and read through the MCP server for every answerable question of a set, and reports how
 * often the evidence is in what it read, by half.
 */
export async function evalAgent(folder: string, set: string, options: EvalAgentOptions = {}): Promise<AgentRow[]> {
  const { json, write = (line) => process.stdout.write(`${line}\n`) } = options;
  const index = await mkdtemp(join(tmpdir(), "ragstone-agent-"));
  try {
    await using rag = await openRagstone({ folder, index });
    await rag.index();
    const mcp = createMcp({
      collections: [{ name: "docs", open: () => Promise.resolve({ rag }) }],
      version: "0",
      sync: false,
    });
    const rows: AgentRow[] = [];
    for (const question of await readDocsQuestions(set)) {
      if (question.evidence.length === 0) continue;
      const { texts, tokens } = await readAsAgent(mcp, question.question);
      const { id, kind } = question;
      rows.push({ id, kind, tuning: isTuning(id), found: evidenceRank(question, texts)! > 0, tokens });
    }
    await mcp.close();
    write(formatRows(rows));
    if (json !== undefined) await writeFile(json, `${JSON.stringify({ eval: "agent", set, rows }, null, 2)}\n`);
    return rows;
  } finally {
    await rm(index, { recursive: true });
  }
}

function formatRows(rows: readonly AgentRow[]): string {
  const halves = [true, false].map((tuning) => rows.filter((row) => row.tuning === tuning));
  const groups = ["tuning half", "unseen half"].flatMap((half, at) => {
    const group = halves[at]!;
    return [
      [half, group.filter(({ kind }) => kind !== paraphrase)],
      [`${half}, paraphrases`, group.filter(({ kind }) => kind === paraphrase)],
    ] as const;
  });
  return formatTable(
    ["questions", "of", "evidence read", "most tokens", `within ${agentTokens}`],
    groups.map(([name, group]) => {
      const most = Math.max(0, ...group.map(({ tokens }) => tokens));
      const found = group.filter((row) => row.found).length;
      return [
        name,
        String(group.length),
        formatShare(wilson(found, group.length)),
        String(most),
        most <= agentTokens ? "yes" : "no",
      ];
    }),
  );
}
