import type { CallbackManagerForRetrieverRun } from "@langchain/core/callbacks/manager";
import type { Document } from "@langchain/core/documents";
import { BaseRetriever } from "@langchain/core/retrievers";
import { checkOptions } from "@ragstone/core";
import { libraryOptions } from "../options/library-options.js";
import { searchingView } from "../options/view-option.js";
import type { RagstoneView, SearchOptions } from "../api/ragstone.js";
import { hitDocument, type HitMetadata } from "./hit-document.js";

export type RetrieverOptions = SearchOptions;

class RagstoneRetriever extends BaseRetriever<HitMetadata> {
  readonly #view: Pick<RagstoneView, "search">;
  readonly #options: RetrieverOptions;

  constructor(view: Pick<RagstoneView, "search">, options: RetrieverOptions) {
    super();
    this.#view = view;
    this.#options = options;
  }

  get lc_namespace(): string[] {
    return ["ragstone", "retrievers"];
  }

  static override lc_name(): string {
    return "RagstoneRetriever";
  }

  override async _getRelevantDocuments(
    query: string,
    _callbacks?: CallbackManagerForRetrieverRun,
  ): Promise<Document<HitMetadata>[]> {
    return (await this.#view.search(query, this.#options)).map(hitDocument);
  }
}

/**
 * A LangChain retriever over an index or a scope of one. `options.signal` ends its searches: LangChain does not pass
 * one on.
 */
export function asRetriever(
  view: Pick<RagstoneView, "search">,
  options?: RetrieverOptions,
): BaseRetriever<HitMetadata> {
  searchingView.check("view", view);
  return new RagstoneRetriever(view, checkOptions(libraryOptions.asRetriever, options));
}
