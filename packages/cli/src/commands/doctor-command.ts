import { writeFile } from "node:fs/promises";
import {
  escapeControls,
  InvalidOptionError,
  isRagstoneError,
  type IndexCheck,
  type IndexRemedy,
  type LiveReport,
} from "@ragstone/core";
import { remoteServices } from "@ragstone/engine/internal";
import { exitCode } from "../exit-code.js";
import { openExisting } from "../open-from-flags.js";
import { readVariables } from "../options/read-variables.js";
import type { Flags, Settings } from "../options/settings.js";
import { Progress } from "../progress.js";
import { runCommand } from "../run-command.js";
import type { Terminal } from "../terminal.js";
import { workspaceService } from "./workspace-service.js";

/** The command to type, by the call that repairs a finding. */
const commands: Readonly<Record<IndexRemedy, string>> = {
  index: "Run `ragstone index`.",
  repair: "Run `ragstone doctor --repair`.",
  migrate: "Run `ragstone migrate --embedder SPEC`.",
  folder: "Add --folder DIR.",
  model: "Run `ragstone models add minilm`.",
};

interface Report {
  readonly checks: readonly IndexCheck[];
  readonly repaired: readonly string[];
}

/** `ragstone doctor [--repair] [--live [--report FILE]]` */
export function doctorCommand(flags: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    if (flags.live === true) return checkLive(flags, terminal, signal);
    if (flags.report !== undefined)
      throw new InvalidOptionError(
        "--report",
        flags.report,
        "a file for the findings of --live",
        "Add --live, or print the checks as JSON with --json.",
      );
    const { checks, repaired } = await examine(flags, signal);
    const report = { checks: checks.map(withCommand), repaired };
    if (terminal.json) terminal.out(`${JSON.stringify(report)}\n`);
    else render(terminal, report);
    return report.checks.every(({ ok }) => ok) ? exitCode.done : exitCode.index;
  });
}

/** Checks the index and the services of its models; where there is no index yet, the services that are set up. */
async function examine(flags: Flags, signal: AbortSignal): Promise<Report> {
  const { embedder: _, generator: __, ...others } = flags;
  let opened: Awaited<ReturnType<typeof openExisting>>;
  try {
    opened = await openExisting({ flags: others });
  } catch (error) {
    if (!isRagstoneError(error) || error.code !== "index-missing") throw error;
    const settings = { ...readVariables(process.env), ...flags };
    const checks = await checkServices(specsOf(settings), { configured: true, signal });
    if (checks.length === 0) throw error;
    const none = { name: "index", ok: true, detail: error.message, fix: "Make one.", remedy: "index" } as const;
    return { checks: [...checks, none], repaired: [] };
  }
  await using rag = opened.rag;
  const { checks, repaired, embedder } = await rag.doctor({ repair: flags.repair === true, signal });
  const { embedders, generators } = specsOf({ ...opened.settings, ...flags });
  const specs = { embedders: embedder === null ? embedders : [embedder, ...embedders], generators };
  return { checks: [...checks, ...(await checkServices(specs, { configured: false, signal }))], repaired };
}

/** Specs of models by what they are used as. */
interface Specs {
  readonly embedders: readonly string[];
  readonly generators: readonly string[];
}

/** The specs of models that these settings name. */
function specsOf({ embedder, generator, judge }: Settings): Specs {
  const named = (specs: readonly unknown[]) => specs.filter((spec) => typeof spec === "string");
  return { embedders: named([embedder]), generators: named([generator, judge]) };
}

/** Checks the services that the specs need, and if requested those that a sign-in is set up for. */
async function checkServices(
  specs: Specs,
  { configured, signal }: { readonly configured: boolean; readonly signal: AbortSignal },
): Promise<IndexCheck[]> {
  const checks: IndexCheck[] = [];
  for (const service of await remoteServices()) {
    const ownOf = (list: readonly string[]) =>
      [...new Set(list)].filter((spec) => spec.startsWith(`${service.prefix}:`));
    const own = { embedders: ownOf(specs.embedders), generators: ownOf(specs.generators) };
    if (own.embedders.length + own.generators.length > 0 || (configured && (await service.isConfigured())))
      checks.push(...(await service.check({ ...own, signal })));
  }
  return checks;
}

function withCommand(check: IndexCheck): IndexCheck {
  const { fix, remedy } = check;
  return remedy === null || fix === null ? check : { ...check, fix: `${fix} ${commands[remedy]}` };
}

function render(terminal: Terminal, { checks, repaired }: Report): void {
  for (const done of repaired) terminal.out(`repaired: ${escapeControls(done)}\n`);
  for (const { name, ok, detail, fix } of checks) {
    const state = ok ? terminal.style("green", "ok     ") : terminal.style("red", "problem");
    const advice = fix === null ? "" : `        ${escapeControls(fix)}\n`;
    terminal.out(`${state} ${name.padEnd(12)} ${escapeControls(detail)}\n${advice}`);
  }
}

/** Tests the assumptions about a workspace on the real one; 6 if it differs from them. */
async function checkLive(flags: Flags, terminal: Terminal, signal: AbortSignal): Promise<number> {
  const variables = readVariables(process.env);
  const { onEvent } = new Progress(terminal);
  const service = await workspaceService();
  // A variable is for all commands: one that names another provider's model says nothing about this service.
  const own = (spec: unknown) => (typeof spec === "string" && spec.startsWith(`${service.prefix}:`) ? spec : undefined);
  const embedder = flags.embedder === undefined ? own(variables.embedder) : textOf(flags.embedder);
  const generator = flags.generator === undefined ? own(variables.generator) : textOf(flags.generator);
  const report = await service.checkLive({ embedder, generator, signal, onEvent });
  if (flags.report !== undefined) await writeFile(flags.report, `${JSON.stringify(report, null, 2)}\n`);
  if (terminal.json) terminal.out(`${JSON.stringify(report)}\n`);
  else renderLive(terminal, report);
  return report.findings.some(({ outcome }) => outcome === "differs") ? exitCode.index : exitCode.done;
}

function textOf(spec: unknown): string | undefined {
  return typeof spec === "string" ? spec : undefined;
}

function renderLive(terminal: Terminal, { findings, models, requests, inputTokens, outputTokens }: LiveReport): void {
  for (const { name, subject, expected, observed, outcome } of findings) {
    if (outcome === "as-assumed" && !terminal.verbose) continue;
    const state = outcome === "differs" ? terminal.style("yellow", "differs   ") : outcome.padEnd(10);
    const lines =
      outcome === "differs"
        ? `    expected: ${expected}\n    observed: ${escapeControls(observed)}\n`
        : `    ${escapeControls(observed)}\n`;
    terminal.out(`${state} ${name}: ${subject}\n${lines}`);
  }
  const count = (outcome: string) => findings.filter((finding) => finding.outcome === outcome).length;
  terminal.out(
    `${findings.length} assumptions about ${models.join(" and ")}: ${count("as-assumed")} as assumed, ` +
      `${count("differs")} differ, ${count("not-tested")} not tested ` +
      `(${requests} requests, ${inputTokens} input and ${outputTokens} output tokens).\n`,
  );
}
