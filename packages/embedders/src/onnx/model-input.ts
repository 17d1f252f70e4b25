/** One input of a model: a text, or the pair of a query and a passage. */
export interface ModelInput {
  /** Special tokens included. */
  readonly ids: Int32Array;
  /** The position from which ids are of token type 1. @defaultValue all are of type 0 */
  readonly secondStart?: number | undefined;
}
