import { writeFile } from "node:fs/promises";
import { hasPassed } from "@ragstone/core";
import { verifyAnswer, type VerifyAnswerOptions } from "@ragstone/verify";
import { formatTable } from "../tables/format-table.js";
import type { JudgedClaim } from "./judged-claim.js";
import { judgeSloppy } from "./judge-sloppy.js";
import { readRecorded, type RecordedAnswers, type RecordedClaim } from "./read-recorded.js";
import { wilson, type CountedShare } from "../tables/wilson.js";

export interface EvalRecordedOptions {
  /** Checks claims with the headings of their sources and the question, as the pipeline does. @defaultValue `false` */
  readonly context?: boolean | undefined;
  /** Where rows and claims go as JSON besides the table. */
  readonly json?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

/** How the claims of one kind in one half were judged. */
export interface RecordedRow {
  readonly half: "tuning" | "unseen";
  readonly group: string;
  /** At least one claim was found, and all of them passed. */
  readonly passes: CountedShare;
  readonly fails: CountedShare;
  readonly noClaim: CountedShare;
}

/**
 * Judges each claim of recorded model answers alone, by `verifyAnswer()` over the sources of its prompt: claims known to
 * be true, reworded, made false in several ways, or no claims at all; and each claim of sloppy answers, within the whole
 * answer. No model takes part.
 */
export async function evalRecorded(
  folder: string,
  { context = false, json, write = (line) => process.stdout.write(`${line}\n`) }: EvalRecordedOptions = {},
): Promise<readonly RecordedRow[]> {
  const recorded = await readRecorded(folder);
  const judged: JudgedClaim[] = [];
  for (const claim of recorded.claims) judged.push({ ...claim, ...(await judge(claim, recorded, context)) });
  for (const answer of recorded.sloppy)
    judged.push(...judgeSloppy(answer, await optionsFor(answer.answer, recorded, context)));
  const groups = [...new Set(judged.map(({ group }) => group))];
  const rows = (["tuning", "unseen"] as const).flatMap((half) =>
    groups.map((group) =>
      rowOf(
        half,
        group,
        judged.filter((claim) => claim.group === group && claim.isTuning === (half === "tuning")),
      ),
    ),
  );
  write(`recorded answers, claims of each kind: count, percent (95 % interval)${context ? ", with context" : ""}`);
  write(
    formatTable(
      ["half", "claims", "of", "pass", "fail", "no claim"],
      rows.map(({ half, group, passes, fails, noClaim }) => [
        half,
        group,
        String(passes.count),
        ...[passes, fails, noClaim].map(formatCount),
      ]),
    ),
  );
  if (json !== undefined)
    await writeFile(json, `${JSON.stringify({ eval: "recorded", context, rows, claims: judged }, null, 2)}\n`);
  return rows;
}

async function judge(
  { answer, raw }: RecordedClaim,
  recorded: RecordedAnswers,
  context: boolean,
): Promise<Pick<JudgedClaim, "verdict" | "problems">> {
  const { claims } = verifyAnswer({ text: raw, ...(await optionsFor(answer, recorded, context)) });
  if (claims.length === 0) return { verdict: "no-claim", problems: [] };
  const failed = claims.filter((claim) => !hasPassed(claim));
  return { verdict: failed.length === 0 ? "passes" : "fails", problems: failed.flatMap(({ problems }) => problems) };
}

async function optionsFor(
  answer: string,
  { questions, sourcesOf }: RecordedAnswers,
  context: boolean,
): Promise<Omit<VerifyAnswerOptions, "text">> {
  const sources = await sourcesOf(answer);
  return context
    ? { question: questions[answer] ?? "", sources }
    : { sources: sources.map(({ headings: _headings, ...source }) => source) };
}

function rowOf(half: RecordedRow["half"], group: string, claims: readonly JudgedClaim[]): RecordedRow {
  const share = (verdict: JudgedClaim["verdict"]): CountedShare =>
    wilson(claims.filter((claim) => claim.verdict === verdict).length, claims.length);
  return { half, group, passes: share("passes"), fails: share("fails"), noClaim: share("no-claim") };
}

function formatCount({ hits, count, value, low, high }: CountedShare): string {
  const percent = (share: number): string => (100 * share).toFixed(0);
  return count === 0 ? "-" : `${hits}: ${percent(value)} (${percent(low)}-${percent(high)})`;
}
