import { createWorkspace, lookUpModel, type ModelKind, type ResolvedModel, type Workspace } from "@ragstone/databricks";
import { retriableOnce, type ProviderContext, type RetriableOnce } from "@ragstone/core";
import { fileEndpointMemory } from "./endpoint-memory.js";

/** What the models of one opened index share. */
export interface SharedWorkspace {
  /** Made by the first model that needs it. */
  workspace: Workspace | null;
  /** What the specs were resolved to, by kind and spec: an endpoint of the user's own is asked about once. */
  readonly lookups: Map<string, RetriableOnce<ResolvedModel>>;
}

export interface DatabricksContext extends ProviderContext {
  readonly databricks: SharedWorkspace;
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
 * the parameters explain, and once about each.
 */
export async function databricksModel(
  { name, parameters, kind }: RequestedModel,
  context: DatabricksContext,
): Promise<DatabricksModel> {
  const { databricks } = context;
  const workspace = sharedWorkspace(context);
  const query = new URLSearchParams(parameters).toString();
  const spec = query === "" ? name : `${name}?${query}`;
  const key = `${kind} ${spec}`;
  const lookup = databricks.lookups.get(key) ?? retriableOnce(() => lookUpModel(spec, workspace, { kind }));
  databricks.lookups.set(key, lookup);
  return { workspace, resolved: await lookup() };
}

/** The workspace of all parts of one opened index, made by the first that needs it. */
export function sharedWorkspace({ prices = {}, onEvent, stateDir, databricks }: DatabricksContext): Workspace {
  return (databricks.workspace ??= createWorkspace({
    prices: fullPrices(prices),
    memory: stateDir === undefined ? undefined : fileEndpointMemory(stateDir),
    onEvent,
  }));
}

function fullPrices(prices: NonNullable<ProviderContext["prices"]>): Record<string, { input: number; output: number }> {
  return Object.fromEntries(
    Object.entries(prices).map(([model, { input = 0, output = 0 }]) => [
      model.replace(/^databricks:/u, ""),
      { input, output },
    ]),
  );
}
