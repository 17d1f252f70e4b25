import type { Embedder } from "./embedder.js";
import type { Generator } from "./generator.js";
import type { IssuedPassword } from "./issued-password.js";
import type { ListedChatModel, ListedEmbeddingModel } from "./listed-model.js";
import type { ModelSpec } from "./model-spec.js";
import type { ProviderContext } from "./provider-context.js";
import type { ProviderService } from "./provider-service.js";
import type { RemoteFolder } from "./remote-folder.js";
import type { Reranker } from "./reranker.js";

/** The models of a provider that are known by name. */
export interface ProviderModels {
  readonly chat?: readonly ListedChatModel[];
  readonly embedding?: readonly ListedEmbeddingModel[];
}

/**
 * A family of models under one prefix. Specs, the list of models, help texts and messages come from the registered
 * providers. A member that is absent is a kind of part that the provider doesn't have.
 */
export interface Provider {
  /** The part of a spec before the colon, such as `databricks`. Letters, digits and hyphens. */
  readonly prefix: string;
  /** How its specs are written in help and messages, such as `databricks:ENDPOINT`. */
  readonly form: string;
  /** Whether {@link ProviderContext.baseUrl} means something to it. @defaultValue false */
  readonly takesBaseUrl?: boolean;
  embedder?(spec: ModelSpec, context: ProviderContext): Promise<Embedder>;
  generator?(spec: ModelSpec, context: ProviderContext): Promise<Generator>;
  reranker?(spec: ModelSpec, context: ProviderContext): Promise<Reranker>;
  /** Models that it knows. Reads the environment and files, asks no service. */
  models?(context?: Pick<ProviderContext, "modelsDir">): Promise<ProviderModels>;
  /**
   * A folder of documents that the service keeps.
   *
   * @param path - as the user names it, such as `dbfs:/Volumes/main/docs/files`
   */
  folder?(path: string, context: ProviderContext): Promise<RemoteFolder>;
  /**
   * A password for a database that the service runs.
   *
   * @param database - as the service names it, such as `projects/P/branches/B/endpoints/E`
   */
  databasePassword?(database: string, context: ProviderContext): Promise<IssuedPassword>;
  /** The remote service behind it, to ask directly; absent for providers without one, or without a way to ask. */
  service?(): Promise<ProviderService>;
  /** A spec that means the same from any working folder, for providers whose names are paths. */
  absoluteSpec?(spec: ModelSpec, workingDir: string): string;
}
