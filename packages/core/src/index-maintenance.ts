import type { DocumentKey } from "./document-key.js";
import type { IndexFingerprint } from "./document-index.js";
import type { OnEvent } from "./event.js";
import type { IndexReader } from "./index-reader.js";
import type { IndexWriter } from "./index-writer.js";

/**
 * The call that repairs a finding: another run of `index`, a repair, a migration, the folder's right place, or adding
 * the local model.
 */
export type IndexRemedy = "index" | "repair" | "migrate" | "folder" | "model";

/** One thing that was looked at. */
export interface IndexCheck {
  /** Stable: `file`, `database`, `documents`, `orphans`, `vectors`, `codes`, `text-search`, `graph`. */
  readonly name: string;
  readonly ok: boolean;
  /** The finding, in a sentence. */
  readonly detail: string;
  /** How to repair it, `null` when nothing needs repair. */
  readonly fix: string | null;
  /** The call that does it, `null` when none does. */
  readonly remedy: IndexRemedy | null;
}

/** The result of a repair. */
export interface IndexRepair {
  /** In sentences, in order; empty when nothing needed repair. */
  readonly done: readonly string[];
  /** Documents that must be indexed again: the next run reads them as changed. */
  readonly documents: readonly string[];
}

/** An index for another model under construction, next to the one that serves queries. */
export interface IndexMigration {
  /** The index as it is: read its documents and texts. Others may read it; nobody else writes. */
  readonly from: IndexReader;
  /** The new index, as far as it is complete: write every document of {@link IndexMigration.from} into it. */
  readonly to: IndexWriter;
  /** Whether an earlier migration to the same fingerprint is being continued. */
  readonly resumed: boolean;
  /** Documents that {@link IndexMigration.to} does not have yet, or has of another text. */
  readonly remaining: () => Promise<readonly DocumentKey[]>;
  /**
   * Replaces the old index by the new one in one transaction: readers see the one or the other, and a crash leaves the
   * one or the other. Ends the migration.
   *
   * @throws {@link IndexError} `missing-vectors` while documents remain
   * @throws the signal's reason when aborted; the old index stays, and a later migration continues from there
   */
  readonly commit: (options?: { readonly signal?: AbortSignal | undefined }) => Promise<void>;
  /** Stops for now. Stored data stays, and a migration to the same fingerprint continues from there. */
  readonly close: () => Promise<void>;
}

export interface MigrateIndexOptions {
  /** The inputs of the index to be made. */
  readonly fingerprint: IndexFingerprint;
  readonly onEvent?: OnEvent | undefined;
}

/**
 * Upkeep that only some engines need: a local file can be damaged, and only its owner can repair it. A server looks
 * after itself.
 */
export interface IndexMaintenance {
  /**
   * Looks at everything in the index and changes nothing.
   *
   * @throws the signal's reason when aborted, and nothing else
   */
  check(options?: { readonly signal?: AbortSignal | undefined }): Promise<readonly IndexCheck[]>;
  /**
   * Whether an earlier version wrote the index. It can be read as it is; opening it for writing brings it forward, with
   * nothing embedded again.
   */
  hasOlderFormat(): Promise<boolean>;
  /**
   * Repairs what {@link IndexMaintenance.check} finds. What cannot be repaired is removed, so that the next run indexes
   * it again; no whole text is lost.
   *
   * @throws {@link IndexError} `index-locked` while another process writes; `index-missing`
   * @throws the signal's reason when aborted; the index is then as it was
   */
  repair(options?: { readonly signal?: AbortSignal | undefined }): Promise<IndexRepair>;
  /**
   * Begins to make the index for another model next to the old one, or continues where one was left.
   *
   * @throws {@link IndexError} `index-locked` while another process writes; `index-missing`
   */
  migrate(options: MigrateIndexOptions): Promise<IndexMigration>;
}
