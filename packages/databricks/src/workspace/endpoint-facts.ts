/** The workspace's description of one of its endpoints. */
export interface EndpointFacts {
  readonly name: string;
  /** For example `llm/v1/embeddings`; `null` when not reported. */
  readonly task: string | null;
  readonly ready: boolean;
  /** `NOT_UPDATING`, `IN_PROGRESS` ... */
  readonly update: string | null;
  /** Served entities: names of catalogue entities and foundation models behind it. */
  readonly served: readonly string[];
}
