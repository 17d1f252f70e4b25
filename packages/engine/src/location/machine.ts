import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parseMountInfo, parseMountOutput, type Mount } from "./parse-mounts.js";
import type { SyncedPlace } from "./synced-place.js";

/** The facts of a computer that decide where an index lives. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The user's home folder. */
  readonly home: string;
  /** Where programs keep the user's data. */
  readonly dataDir: string;
  /** Synced folders that cannot be recognized by their name or contents. */
  readonly syncedFolders: readonly SyncedPlace[];
  mounts(): Promise<readonly Mount[]>;
}

/** A program's environment; each field has a default. */
export interface MachineOptions {
  readonly dataDir?: string | undefined;
  readonly syncedFolders?: readonly SyncedPlace[] | undefined;
  readonly platform?: NodeJS.Platform | undefined;
}

/** The computer that this process runs on. */
export function thisMachine({
  dataDir,
  syncedFolders = [],
  platform = process.platform,
}: MachineOptions = {}): Machine {
  const home = homedir();
  return {
    platform,
    home,
    dataDir: dataDir ?? join(home, ...defaultDataDir(platform)),
    syncedFolders,
    mounts: () => mountsOf(platform),
  };
}

function defaultDataDir(platform: NodeJS.Platform): readonly string[] {
  if (platform === "win32") return ["AppData", "Local"];
  return platform === "darwin" ? ["Library", "Application Support"] : [".local", "share"];
}

async function mountsOf(platform: NodeJS.Platform): Promise<readonly Mount[]> {
  try {
    if (platform === "linux") return parseMountInfo(await readFile("/proc/self/mountinfo", "utf8"));
    if (platform === "darwin")
      return parseMountOutput((await promisify(execFile)("/sbin/mount", { timeout: 2000 })).stdout);
    return [];
  } catch {
    return [];
  }
}
