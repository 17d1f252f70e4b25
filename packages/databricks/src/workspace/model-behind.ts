import { RemoteError } from "@ragstone/core";
import type { CatalogueModel, ChatModel } from "../catalogue/catalogue-model.js";
import { servedModel } from "../catalogue/served-model.js";
import type { SpecParameters } from "../catalogue/spec-parameters.js";
import { dialectOf, unlistedChatModel, unlistedEmbeddingModel } from "../catalogue/unlisted-models.js";
import type { EndpointFacts } from "./endpoint-facts.js";
import { taskKind } from "./task-kind.js";

export type ModelKind = CatalogueModel["kind"];

export interface ModelBehindOptions {
  readonly parameters: SpecParameters;
  /** The kind that the caller needs, for endpoints that report no task. */
  readonly kind: ModelKind | undefined;
  /** Asks the endpoint for the length of a vector. */
  readonly measureDimensions: () => Promise<number>;
}

/**
 * The facts of the model behind an endpoint: the catalogue's where it knows the served model, else safe ones by task and
 * name.
 *
 * @throws {@link RemoteError} `request-rejected` for a task that is neither chat nor embeddings, and for an embedding
 * endpoint that serves different models at once, whose vectors would not compare
 */
export async function modelBehind(facts: EndpointFacts, options: ModelBehindOptions): Promise<CatalogueModel> {
  const known = [...new Set(facts.served.map(servedModel).filter((model) => model !== null))];
  const kind = kindOf(facts, known, options.kind);
  const models = known.filter((model) => model.kind === kind);
  if (kind === "chat") return smallest(models) ?? unlistedChatModel(facts.name, dialectOf(namesOf(facts)));
  if (models.length > 1) throw severalModels(facts, models);
  const [model] = models;
  if (model !== undefined) return model;
  const { dimensions = await options.measureDimensions(), window } = options.parameters;
  return unlistedEmbeddingModel(facts.name, { dimensions, window });
}

function namesOf({ name, served, provider }: EndpointFacts): string {
  return [...served, provider ?? "", name].join(" ");
}

function kindOf(
  { name, task, served }: EndpointFacts,
  known: readonly CatalogueModel[],
  wanted: ModelKind | undefined,
): ModelKind {
  const kind = task === null ? (known[0]?.kind ?? wanted ?? null) : taskKind(task);
  if (kind !== null) return kind;
  throw new RemoteError(
    "request-rejected",
    `The endpoint ${name} has ${task === null ? "no task" : `the task ${task}`}; expected llm/v1/chat or llm/v1/embeddings.`,
    {
      hint:
        task === null
          ? `Give the form of its requests, for example databricks:${name}?family=openai.`
          : "Use an endpoint for chat or embeddings.",
      data: { endpoint: name, served, task },
    },
  );
}

/** Several models share the traffic: what fits the smallest fits all. */
function smallest(models: readonly CatalogueModel[]): ChatModel | null {
  const chat = models.filter((model) => model.kind === "chat");
  const [first] = chat.toSorted((a, b) => a.contextTokens - b.contextTokens);
  return first ?? null;
}

function severalModels({ name, served }: EndpointFacts, models: readonly CatalogueModel[]): RemoteError {
  return new RemoteError(
    "request-rejected",
    `The endpoint ${name} serves ${models.map((each) => each.name).join(" and ")} at once; expected one model.`,
    {
      hint: "Use an endpoint with a single served model.",
      data: { endpoint: name, served },
    },
  );
}
