import type { ListedChatModel, ListedEmbeddingModel } from "@ragstone/core";

export type AnyListedModel = ListedChatModel | ListedEmbeddingModel;
