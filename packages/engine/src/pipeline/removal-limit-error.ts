import { RagstoneError } from "@ragstone/core";

export interface RemovalLimit {
  /** Absolute. */
  readonly folder: string;
  readonly removed: number;
  readonly documents: number;
}

/** A run would remove more than half of an index, which is more often an accident than intended. */
export class RemovalLimitError extends RagstoneError {
  override readonly name = "RemovalLimitError";

  constructor({ folder, removed, documents }: RemovalLimit) {
    super(
      "removal-limit",
      `${removed} of ${documents} indexed documents are no longer in ${folder}; ` +
        "a run removes at most half of them unless it is allowed more.",
      {
        hint:
          "Check that the folder is the right one and is mounted. " +
          "If the documents are gone for good, set allowRemoval.",
        data: { folder, removed, documents },
      },
    );
  }
}
