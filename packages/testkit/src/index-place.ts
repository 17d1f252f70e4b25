import type { IndexFingerprint, IndexReader, IndexWriter } from "@ragstone/core";

/** A place where one index lives, empty at first. */
export interface IndexPlace {
  /** Opens the index for writing, creating it when there is none. */
  write(create: IndexFingerprint): Promise<IndexWriter>;
  /** Opens it for reading, while a writer may be open. */
  read(): Promise<IndexReader>;
  remove(): Promise<void>;
}
