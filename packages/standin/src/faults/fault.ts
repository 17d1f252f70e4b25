/** Faults that can be injected. */
export const faultNames = [
  "499",
  "500",
  "502",
  "503",
  "504",
  "429",
  "reset",
  "html",
  "bad-json",
  "cut-stream",
  "no-done",
  "stream-error",
  "one-byte",
  "slow",
  "latency",
  "wrong-dimensions",
  "nan",
  "null-value",
  "swapped-order",
  "missing-item",
  "truncate",
  "content-filter",
  "partial",
  "random",
] as const;

/**
 * - `499`, `500`, `502`, `503`, `504`, `429`: that status with the envelope the platform uses
 * - `reset`: the connection is closed without an answer
 * - `html`: a proxy's HTML page with status 200 (`value`: another status)
 * - `bad-json`: a body that ends in the middle, whose declared length is that of the sent part
 * - `cut-stream`: the connection is closed in the middle of the body (`value`: after so many stream frames)
 * - `no-done`: a stream that ends cleanly before its last chunks and `[DONE]`
 * - `stream-error`: an error envelope as a frame in the middle of a stream, then the end
 * - `one-byte`: the body in single bytes
 * - `slow`: a pause before every frame or 1 kB of body (`value`: ms, 20 when absent)
 * - `latency`: a pause before the answer starts (`value`: ms, 200 when absent)
 * - `wrong-dimensions`: vectors of another length (`value`: dimensions, 768 when absent)
 * - `nan`, `null-value`: not a number in the first vector, as the literal `NaN` (bits in base64) or as `null`
 * - `swapped-order`: embedding items in another order, their `index` right
 * - `missing-item`: the last embedding item is left out
 * - `truncate`: embedding inputs are cut (`value`: tokens, half of the window when absent), and usage counts the
 *   remaining part
 * - `content-filter`: the answer stops in the middle with that finish reason
 * - `partial`: rows of an upsert or a deletion in Vector Search fail, every second one (`value`: every so manieth)
 * - `random`: one of `500`, `503`, `reset`, `cut-stream`, drawn for each request
 */
export type FaultName = (typeof faultNames)[number];

/** One thing that goes wrong. */
export interface Fault {
  readonly name: FaultName;
  /** Magnitude, by name: see {@link FaultName}. */
  readonly value?: number;
  /** Share of the requests that it hits, in `(0, 1]`. @defaultValue 1 */
  readonly share?: number;
  /** Hits so many requests, then never again. @defaultValue Infinity */
  readonly times?: number;
  /** Only requests of this kind, or for the endpoint or path of this name. @defaultValue every model request */
  readonly on?:
    | "chat"
    | "embeddings"
    | "oauth"
    | "directories"
    | "files"
    | "vector-search"
    | "database"
    | (string & {});
}
