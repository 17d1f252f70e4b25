import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Agent } from "./agent.js";
import { agents } from "./agents.js";
import type { Places } from "./places.js";

/** The agents that seem to be installed: their settings exist, or their program is on the path. */
export function detectAgents(places: Places): Agent[] {
  const { environment, platform } = places;
  const dirs = (environment["PATH"] ?? environment["Path"] ?? "").split(delimiter).filter((dir) => dir !== "");
  const endings = platform === "win32" ? [".exe", ".cmd"] : [""];
  const isOnPath = (program: string) =>
    dirs.some((dir) => endings.some((ending) => existsSync(join(dir, program + ending))));
  return agents.filter((agent) => agent.markers(places).some(existsSync) || agent.programs.some(isOnPath));
}
