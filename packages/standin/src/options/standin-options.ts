import type { Embedder } from "@ragstone/core";
import type { ModelFamily } from "./model-family.js";
import type { Fault } from "../faults/fault.js";
import type { RateLimits } from "./rate-limits.js";
import type { Quirks } from "./quirks.js";

/** A provisioned-throughput endpoint: a custom name in front of a foundation model, without token limits. */
export interface ProvisionedEndpoint {
  readonly name: string;
  /** Pay-per-token endpoint name or Unity Catalog name (`system.ai.…`) of the model. */
  readonly model: string;
  /** Ms until it is ready. @defaultValue 0 */
  readonly readyAfterMs?: number;
}

/** A pay-per-token endpoint of a model that the stand-in does not know. */
export interface AddedModel {
  /** The endpoint's name. */
  readonly name: string;
  /** Which models it behaves like. */
  readonly like: ModelFamily;
}

export interface StandinOptions {
  /** On 127.0.0.1. @defaultValue 0, a free one */
  readonly port?: number;
  /** Personal access token that is accepted. @defaultValue a random one, `dapi…` */
  readonly token?: string;
  /** @defaultValue random */
  readonly clientId?: string;
  /** @defaultValue random */
  readonly clientSecret?: string;
  /** Identity token that is exchanged for an access token. @defaultValue random */
  readonly oidcToken?: string;
  /** Life of an OAuth token. @defaultValue 3600 */
  readonly tokenTtlSeconds?: number;
  /**
   * `documented`: the table of the platform; or limits by endpoint name (`*` for all others); `off`. @defaultValue
   * "off"
   */
  readonly limits?: "documented" | "off" | Readonly<Record<string, RateLimits>>;
  readonly faults?: readonly Fault[];
  /** Of the draws of faults. @defaultValue 1 */
  readonly seed?: number;
  readonly quirks?: Partial<Quirks>;
  readonly endpoints?: readonly ProvisionedEndpoint[];
  /** Pay-per-token endpoints of further models. */
  readonly models?: readonly AddedModel[];
  /** Ms between frames of a stream. @defaultValue 0 */
  readonly framePauseMs?: number;
  /** Keeps requests in {@link Standin.requests}. @defaultValue true */
  readonly record?: boolean;
  /** Gives embeddings their meaning. @defaultValue the built-in static model */
  readonly embedder?: Embedder;
}
