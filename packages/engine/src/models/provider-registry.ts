import {
  InvalidOptionError,
  nearestName,
  type Embedder,
  type Generator,
  type IssuedPassword,
  type ListedChatModel,
  type ListedEmbeddingModel,
  type Provider,
  type ProviderContext,
  type ProviderModels,
  type RemoteFolder,
  type Reranker,
} from "@ragstone/core";
import { noReranker } from "./defaults.js";
import { parseModelSpec } from "./parse-model-spec.js";

/** The kinds of parts that a provider may have. */
export type PartKind = "embedder" | "generator" | "reranker";

/** The known models of all providers: the JSON of the command's list. */
export interface ModelList {
  readonly chat: readonly ListedChatModel[];
  readonly embedding: readonly ListedEmbeddingModel[];
  /** Forms of specs that name a model by its maker's own name, or a folder. */
  readonly others: readonly string[];
}

/** Registered providers. Everything that depends on a prefix asks here. */
export interface ProviderRegistry {
  /** @throws {@link InvalidOptionError} if no provider of this kind of part has the spec's prefix */
  check(kind: PartKind, spec: string, option?: string): Promise<void>;
  embedder(spec: string, context: ProviderContext): Promise<Embedder>;
  generator(spec: string, context: ProviderContext, option?: string): Promise<Generator>;
  reranker(spec: string, context: ProviderContext): Promise<Reranker>;
  /** A folder of documents that the workspace keeps. */
  volume(path: string, context: ProviderContext): Promise<RemoteFolder>;
  /** A password for a database that the workspace runs. */
  databasePassword(database: string, context: ProviderContext): Promise<IssuedPassword>;
  /** A spec that means the same from any working folder. */
  absoluteSpec(kind: PartKind, spec: string, workingDir: string): string;
  models(context?: Pick<ProviderContext, "modelsDir">): Promise<ModelList>;
}

/**
 * A registry of these providers. Each call builds a new part; only the provider knows what parts share.
 *
 * @throws {@link InvalidOptionError} if two providers have the same prefix
 */
export function createProviderRegistry(providers: readonly Provider[]): ProviderRegistry {
  const byPrefix = new Map(providers.map((provider) => [provider.prefix, provider]));
  const twice = providers.find((provider) => byPrefix.get(provider.prefix) !== provider);
  if (twice !== undefined)
    throw new InvalidOptionError("providers", twice.prefix, "prefixes that no other provider has");

  async function find(kind: PartKind, text: string, option: string = kind) {
    const spec = parseModelSpec(text, option);
    const provider = byPrefix.get(spec.prefix);
    if (provider?.[kind] === undefined || takesName(provider) !== text.includes(":"))
      throw await unknownSpec({ providers, kind, text, option });
    return { spec, provider };
  }

  return {
    async check(kind, text, option) {
      await find(kind, text, option);
    },
    async embedder(text, context) {
      const { provider, spec } = await find("embedder", text);
      return provider.embedder!(spec, context);
    },
    async generator(text, context, option) {
      const { provider, spec } = await find("generator", text, option);
      return provider.generator!(spec, context);
    },
    async reranker(text, context) {
      const { provider, spec } = await find("reranker", text);
      return provider.reranker!(spec, context);
    },
    async volume(path, context) {
      const provider = byPrefix.get("databricks");
      if (provider?.folder === undefined)
        throw new InvalidOptionError(
          "folder",
          path,
          "a folder of this machine, as no registered provider reads volumes",
        );
      return provider.folder(path, context);
    },
    async databasePassword(database, context) {
      const provider = byPrefix.get("databricks");
      if (provider?.databasePassword === undefined)
        throw new InvalidOptionError("lakebase", database, "nothing, as no registered provider issues passwords");
      return provider.databasePassword(database, context);
    },
    absoluteSpec(kind, text, workingDir) {
      const spec = parseModelSpec(text, kind);
      return byPrefix.get(spec.prefix)?.absoluteSpec?.(spec, workingDir) ?? text;
    },
    models: (context) => listModels(providers, context),
  };
}

/** Built-in models are a prefix alone. */
function takesName({ form }: Provider): boolean {
  return form.includes(":");
}

async function listModels(
  providers: readonly Provider[],
  context?: Pick<ProviderContext, "modelsDir">,
): Promise<ModelList> {
  const lists = await Promise.all(
    providers.map(async (provider): Promise<ProviderModels> => (await provider.models?.(context)) ?? {}),
  );
  return {
    chat: lists.flatMap(({ chat = [] }) => chat),
    embedding: lists.flatMap(({ embedding = [] }) => embedding),
    others: providers.filter(takesName).map(({ form }) => form),
  };
}

interface Unknown {
  readonly providers: readonly Provider[];
  readonly kind: PartKind;
  readonly text: string;
  readonly option: string;
}

/** Names the registered providers and, if one is similar, the likely intended one. */
async function unknownSpec({ providers, kind, text, option }: Unknown): Promise<InvalidOptionError> {
  const able = providers.filter((provider) => provider[kind] !== undefined);
  if (able.length === 0)
    return new InvalidOptionError(
      option,
      text,
      `a ${kind} as an object`,
      `No registered provider makes a ${kind}: pass an object, or register a provider that does.`,
    );
  const meant = await suggestionFor(able, kind, text);
  return new InvalidOptionError(
    option,
    text,
    [...able.map(({ form }) => form), ...(kind === "reranker" ? [noReranker] : [])].join(", "),
    meant === null ? undefined : `Did you mean \`${meant}\`?`,
  );
}

/** A spec with the nearest prefix, or the known model that the text names without its prefix. */
async function suggestionFor(able: readonly Provider[], kind: PartKind, text: string): Promise<string | null> {
  const [prefix = "", ...rest] = text.split(":");
  const nearest = nearestName(prefix, Object.fromEntries(able.map((provider) => [provider.prefix, {}])));
  if (nearest !== null) {
    const provider = able.find((one) => one.prefix === nearest)!;
    return takesName(provider)
      ? [nearest, ...(rest.length > 0 ? rest : provider.form.split(":").slice(1))].join(":")
      : nearest;
  }
  const specs = kind === "reranker" ? [] : await specsOf(able, kind);
  const byName = Object.fromEntries(specs.map((spec) => [spec.slice(spec.indexOf(":") + 1), spec]));
  const name = nearestName(text, Object.fromEntries(Object.keys(byName).map((known) => [known, {}])));
  return name === null ? null : byName[name]!;
}

/** The specs of the known models. Built-in models are a prefix alone: listing them would load them, to tell their state. */
async function specsOf(able: readonly Provider[], kind: "embedder" | "generator"): Promise<readonly string[]> {
  const { chat, embedding } = await listModels(able.filter(takesName));
  const builtIn = able.filter((provider) => !takesName(provider)).map(({ prefix }) => prefix);
  return [...builtIn, ...(kind === "embedder" ? embedding : chat).map(({ spec }) => spec)];
}
