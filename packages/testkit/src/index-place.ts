import type { IndexProvider } from "@ragstone/core";

/** A place where one index lives, empty at first. */
export interface IndexPlace {
  readonly provider: IndexProvider;
  remove(): Promise<void>;
}
