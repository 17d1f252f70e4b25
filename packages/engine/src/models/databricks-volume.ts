import type { RemoteFolder } from "@ragstone/core";
import { openVolume } from "@ragstone/databricks";
import { sharedWorkspace, type DatabricksContext } from "./databricks-workspace.js";

/** A folder of a Unity Catalog volume, by the workspace of the index's models. */
export function databricksVolume(path: string, context: DatabricksContext): RemoteFolder {
  return openVolume({ path, workspace: sharedWorkspace(context) });
}
