import type { AppLoader, LoaderInput, SourceDocument } from "@ragstone/core";
import type { LoadOptions } from "../load/load-here.js";

/** Loads many files at once, each within limits. */
export interface LoaderPool {
  /**
   * Loads one file. Calls may overlap: each worker has one file at a time, the others wait in the order of the calls,
   * so callers bound memory by how many they have under way. An aborted call ends its worker.
   *
   * @throws {@link DocumentError} with the reason for the report: `timed-out` and `crashed` besides those of {@link
   * loadDocument}
   * @throws {@link RagstoneError} `pool-closed` after {@link LoaderPool.close}
   */
  load(input: LoaderInput, options?: Omit<LoadOptions, "loaders">): Promise<SourceDocument>;
  /** Ends the workers; files under way and waiting are rejected with `pool-closed`. */
  close(): Promise<void>;
}

export interface LoaderPoolOptions {
  /** Loaders of the app, which take precedence; modules are run by the workers. @defaultValue none */
  readonly loaders?: readonly AppLoader[];
  /**
   * Worker threads at most; they start when needed. @defaultValue one less than the processors, at least 1 and at most
   * 8; one more while files wait and the calling thread is idle, since then its processor is too
   */
  readonly workers?: number;
  /**
   * Time limit of a file of up to 1 MiB in ms of CPU time, or of waiting; each further MiB adds a second. Ten times that
   * long by the clock at most. Workers only. @defaultValue 20000
   */
  readonly timeoutMs?: number;
  /** Larger files fail as `too-large`. @defaultValue {@link defaultMaxBytes} */
  readonly maxBytes?: number;
}
