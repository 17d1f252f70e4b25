import { join } from "node:path";
import type { Machine } from "./machine.js";

/** Where the user's local models are, a folder for each. */
export function modelsDirOf({ dataDir }: Pick<Machine, "dataDir">): string {
  return join(dataDir, "ragstone", "models");
}
