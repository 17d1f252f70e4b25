import type { IndexProvider } from "@ragstone/core";

/** An engine that runs for a benchmark. */
export interface BenchEngine {
  readonly name: string;
  /** The place of an index of this name, in a form that the command takes; a directory or a URL. */
  place(index: string): string;
  provider(index: string): IndexProvider;
  /** On disk, of one index. */
  bytesOf(index: string): Promise<number>;
  /** Memory of the server's processes, shared pages counted once; 0 without a server. */
  serverBytes(): number;
  /** Whether several processes share the work of one run. */
  readonly sharesWork: boolean;
  stop(): Promise<void>;
}
