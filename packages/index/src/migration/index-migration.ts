import type { DocumentIndex, DocumentKey, IndexFingerprint } from "@ragstone/core";

/** An index for another model in the making, beside the one that answers meanwhile. */
export interface IndexMigration {
  /** The index as it is: read its documents and texts. Others may read it; nobody else writes. */
  readonly from: DocumentIndex;
  /** The index to be, as far as it came: write every document of {@link IndexMigration.from} into it. */
  readonly to: DocumentIndex;
  /** Whether an earlier migration to the same fingerprint is being continued. */
  readonly resumed: boolean;
  /** Documents that {@link IndexMigration.to} does not have yet, or has of another text. */
  readonly remaining: () => Promise<readonly DocumentKey[]>;
  /**
   * Puts what was made in place of what was, in one transaction: readers see the one or the other, and a crash leaves
   * the one or the other. Ends the migration.
   *
   * @throws {@link IndexError} `missing-vectors` while documents remain
   */
  readonly commit: () => Promise<void>;
  /** Ends for now. What was made stays, and {@link beginMigration} with the same fingerprint goes on from there. */
  readonly close: () => Promise<void>;
}

/** What a migration beside an index is for, when one was begun. */
export interface PendingMigration {
  readonly fingerprint: IndexFingerprint;
  readonly documents: number;
}
