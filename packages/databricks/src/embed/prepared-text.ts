/** One text on its way through an embedder. */
export interface PreparedText {
  /** Position in the caller's list. */
  readonly index: number;
  /** The text sent: instruction and text, well-formed. */
  readonly sent: string;
  /** Special tokens and instruction included. */
  readonly tokens: number;
  /** In a JSON body, with quotes, escapes and comma. */
  readonly bytes: number;
}
