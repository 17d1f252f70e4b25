/** A process that indexes. */
export interface IndexWorker {
  /** Names its machine and process to people. */
  readonly name: string;
  readonly startedMs: number;
  /** When it last reported that it is alive, by the engine's clock. */
  readonly seenMs: number;
  /** Files that it has settled since it started. */
  readonly settled: number;
  /** Files that it works on. */
  readonly claimed: number;
}
