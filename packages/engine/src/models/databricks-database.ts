import type { IssuedPassword } from "@ragstone/core";
import { issueDatabasePassword } from "@ragstone/databricks";
import { sharedWorkspace, type DatabricksContext } from "./databricks-workspace.js";

/** A password of a Lakebase database, by the workspace of the index's models. */
export function databricksPassword(database: string, context: DatabricksContext): Promise<IssuedPassword> {
  return issueDatabasePassword({ database, workspace: sharedWorkspace(context) });
}
