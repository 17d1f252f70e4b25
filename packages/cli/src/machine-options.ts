import { isAbsolute } from "node:path";
import type { MachineOptions } from "@ragstone/engine/internal";

/** The environment's locations of the user's data folder and OneDrive. */
export function machineOptions(environment: NodeJS.ProcessEnv): MachineOptions {
  const dataDir = process.platform === "win32" ? environment["LOCALAPPDATA"] : environment["XDG_DATA_HOME"];
  const roots = ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"].map((name) => environment[name] ?? "");
  return {
    // The XDG specification has relative paths ignored.
    dataDir: dataDir !== undefined && isAbsolute(dataDir) ? dataDir : undefined,
    syncedFolders: roots.filter((root) => root !== "").map((root) => ({ service: "OneDrive", root })),
  };
}
