import { InvalidOptionError } from "@ragstone/core";
import { thisMachine } from "@ragstone/engine/internal";
import {
  agents,
  commonSnippet,
  detectAgents,
  findAgent,
  guidanceTarget,
  planInstall,
  planUninstall,
  targetFor,
  type Agent,
  type Places,
  type Scope,
} from "@ragstone/mcp/install";
import { carryOut } from "../agents/carry-out.js";
import { serverCommandFor } from "../agents/server-command.js";
import { exitCode } from "../exit-code.js";
import { machineOptions } from "../machine-options.js";
import type { Flags } from "../options/settings.js";
import { runCommand } from "../run-command.js";

/** `ragstone install [FOLDER…]` */
export function installCommand(folders: readonly string[], flags: Flags): Promise<void> {
  return runCommand(flags, async (context) => {
    const { terminal } = context;
    const places = placesHere();
    const server = await serverCommandFor(folders, flags);
    const scope = scopesOf(flags)[0] ?? "global";
    const named = agentsNamed(flags);
    const snippet = `For other clients:\n${commonSnippet(server)}\n`;
    if (named !== null && named.length === 0 && flags.agentsMd !== true) {
      terminal.out(terminal.json ? `${commonSnippet(server)}\n` : snippet);
      return exitCode.done;
    }
    const chosen = named ?? detectAgents(places).filter((agent) => agent.files(scope, places).length > 0);
    const targets = chosen.map((agent) => targetFor(agent, { scope, places, server }));
    const planned = await planInstall(flags.agentsMd === true ? [...targets, guidanceTarget(places)] : targets, places);
    if (!terminal.quiet) {
      if (/[\\/]_npx[\\/]/u.test(server.args[0]!))
        terminal.err(
          "note: npx keeps this program in a cache that it may clear. Install it: npm install -g ragstone\n",
        );
      if (named === null && !terminal.json)
        terminal.err(chosen.length === 0 ? `No agent was found.\n${snippet}` : snippet);
    }
    return carryOut({ planned, places, flags }, context);
  });
}

/** `ragstone uninstall` */
export function uninstallCommand(flags: Flags): Promise<void> {
  return runCommand(flags, async (context) => {
    const places = placesHere();
    const [scopes, named] = [scopesOf(flags), agentsNamed(flags)];
    const server = { command: "", args: [] };
    const targets = (scopes.length === 0 ? (["global", "project"] as const) : scopes).flatMap((scope) =>
      (named ?? agents)
        .filter((agent) => (named !== null && scopes.length > 0) || agent.files(scope, places).length > 0)
        .map((agent) => targetFor(agent, { scope, places, server })),
    );
    const hasGuidance = flags.agentsMd === true || (named === null && scopes[0] !== "global");
    const planned = await planUninstall(hasGuidance ? [...targets, guidanceTarget(places)] : targets, places);
    const relevant = planned.filter((each) => "error" in each || each.before !== each.after);
    if (relevant.length === 0 && !context.terminal.json && !context.terminal.quiet)
      context.terminal.err("No settings contain an entry of Ragstone.\n");
    return carryOut({ planned: relevant, places, flags }, context);
  });
}

function placesHere(): Places {
  const { home, platform, dataDir } = thisMachine(machineOptions(process.env));
  return { home, platform, dataDir, projectDir: process.cwd(), environment: process.env };
}

/** Empty if no flag says which. */
function scopesOf(flags: Flags): Scope[] {
  if (flags.global === true && flags.project === true)
    throw new InvalidOptionError("--project", true, "to be given without --global", "Give one of the two.");
  if (flags.project === true) return ["project"];
  return flags.global === true ? ["global"] : [];
}

/** `null` if no flag names any; without `other`, which has no settings that are known. */
function agentsNamed({ agent }: Flags): Agent[] | null {
  if (agent === undefined) return null;
  const names = agent.flatMap((text) => text.split(",")).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== "other").map(findAgent))];
}
