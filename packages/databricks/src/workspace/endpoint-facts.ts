/**
 * How an endpoint is paid for and where its model runs: a shared pay-per-token endpoint, one with provisioned
 * throughput, a route to another provider's model, or a model or agent of one's own.
 */
export type EndpointHosting = "pay-per-token" | "provisioned" | "external" | "custom";

/** The workspace's description of one of its endpoints. */
export interface EndpointFacts {
  readonly name: string;
  /** For example `llm/v1/embeddings`; `null` when not reported. */
  readonly task: string | null;
  readonly ready: boolean;
  /** `NOT_UPDATING`, `IN_PROGRESS` ... */
  readonly update: string | null;
  readonly hosting: EndpointHosting;
  /** The maker's service behind an external model, such as `openai`; `null` for others. */
  readonly provider: string | null;
  /** Served entities: names of catalogue entities, foundation models and external models behind it. */
  readonly served: readonly string[];
}
