/** Facts about an endpoint that a spec gives itself; they win over what the workspace and the catalogue know. */
export interface SpecParameters {
  /** A model of the catalogue, or the form of requests: `openai`, `claude`, `llama` or `llama-4`. `null` if not given. */
  readonly family: string | null;
  /** Tokens of prompt and answer together. */
  readonly context?: number;
  /** Most tokens of an answer. */
  readonly max?: number;
  /** Of an embedding endpoint's vectors. */
  readonly dimensions?: number;
  /** Tokens of one input of an embedding endpoint. */
  readonly window?: number;
  /** Put before queries; `null` for none (`instruction=off`). */
  readonly instruction?: string | null;
  /** `false` keeps vectors as the endpoint returns them, which must be of length 1. */
  readonly normalize?: boolean;
}
