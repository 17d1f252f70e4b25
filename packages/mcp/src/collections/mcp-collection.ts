import type { AskOptions, Ragstone, SearchOptions } from "@ragstone/engine";

/** An index in use, with the defaults of its calls. */
export interface OpenedCollection {
  readonly rag: Ragstone;
  readonly search?: Pick<SearchOptions, "k" | "mode" | "diversity" | "reranker">;
  readonly ask?: Omit<AskOptions, "filter" | "signal" | "history">;
}

/** A folder with its index, as the server offers it. */
export interface McpCollection {
  /** Names it in results and arguments; unique among the collections. */
  readonly name: string;
  /**
   * Opens it. Called when a tool first needs it, and again only after a failure. The caller closes what it opened, after
   * the server.
   */
  readonly open: () => Promise<OpenedCollection>;
}
