import { createWorkspace, lookUpModel, type ModelKind, type ResolvedModel, type Workspace } from "@ragstone/databricks";
import type { ProviderContext } from "@ragstone/core";
import { fileEndpointMemory } from "./endpoint-memory.js";

export interface DatabricksContext extends ProviderContext {
  /** The workspace, made by the first model that needs it. */
  readonly databricks: { workspace: Workspace | null };
}

export interface DatabricksModel {
  readonly workspace: Workspace;
  readonly resolved: ResolvedModel;
}

interface RequestedModel {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly kind: ModelKind;
}

/**
 * The model behind `databricks:NAME?key=value`. Asks the workspace only about endpoints that neither the catalogue nor
 * the parameters explain.
 */
export async function databricksModel(
  { name, parameters, kind }: RequestedModel,
  { prices = {}, onEvent, stateDir, databricks }: DatabricksContext,
): Promise<DatabricksModel> {
  const workspace = (databricks.workspace ??= createWorkspace({
    prices: fullPrices(prices),
    memory: stateDir === undefined ? undefined : fileEndpointMemory(stateDir),
    onEvent,
  }));
  const query = new URLSearchParams(parameters).toString();
  return { workspace, resolved: await lookUpModel(query === "" ? name : `${name}?${query}`, workspace, { kind }) };
}

function fullPrices(prices: NonNullable<ProviderContext["prices"]>): Record<string, { input: number; output: number }> {
  return Object.fromEntries(
    Object.entries(prices).map(([model, { input = 0, output = 0 }]) => [
      model.replace(/^databricks:/u, ""),
      { input, output },
    ]),
  );
}
