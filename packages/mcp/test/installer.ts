import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  applyChange,
  findAgent,
  planInstall,
  planUninstall,
  targetFor,
  type Places,
  type Planned,
  type Scope,
  type Target,
} from "../src/install.js";

export interface Installer {
  readonly target: Target;
  readonly install: () => Promise<Planned>;
  readonly uninstall: () => Promise<Planned>;
}

export async function emptyPlaces(platform: NodeJS.Platform = "linux"): Promise<Places> {
  const dir = await mkdtemp(join(tmpdir(), "ragstone-install-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const projectDir = join(dir, "project");
  await mkdir(projectDir);
  return { platform, home: join(dir, "home"), projectDir, dataDir: join(dir, "data"), environment: {} };
}

/** Installs into and removes from the settings of one agent. */
export function installerFor(places: Places, agent: string, scope: Scope = "global", folder = "/docs"): Installer {
  const server = { command: "/usr/bin/node", args: ["/opt/ragstone.js", "mcp", folder] };
  const target = targetFor(findAgent(agent), { scope, places, server });
  const run = async (plan: typeof planInstall) => {
    const [planned] = await plan([target], places);

    if (!("error" in planned!)) await applyChange(planned!, places);
    return planned!;
  };
  return { target, install: () => run(planInstall), uninstall: () => run(planUninstall) };
}
