import type { CatalogueModel, ChatModel, EmbeddingModel } from "./catalogue-model.js";

/** An endpoint together with the facts of the model behind it. */
export interface ResolvedModel<M extends CatalogueModel = CatalogueModel> {
  /** The endpoint that requests are sent to. */
  readonly endpoint: string;
  /**
   * Canonical: `databricks:gte-large-en`, or `databricks:my-endpoint?family=gte-large-en`. Resolves to the same again.
   */
  readonly spec: string;
  readonly model: M;
  /**
   * Whether it is the shared pay-per-token endpoint, with the catalogue's limits and price. Provisioned endpoints have
   * neither, and may have to be waited for.
   */
  readonly payPerToken: boolean;
}

/** An endpoint that embeds. */
export type ResolvedEmbeddingModel = ResolvedModel<EmbeddingModel>;
/** An endpoint that answers. */
export type ResolvedChatModel = ResolvedModel<ChatModel>;
