import type { IndexReport } from "./index-report.js";
import { RagstoneError } from "./errors/ragstone-error.js";

/** A run was interrupted. Everything that `report` counts is committed; the next run continues from there. */
export class InterruptedError extends RagstoneError {
  override readonly name = "InterruptedError";
  readonly report: IndexReport;

  constructor(report: IndexReport) {
    const { indexed, unchanged } = report.documents;
    super(
      "interrupted",
      `Indexing was interrupted: ${indexed} documents were committed by this run, ${unchanged} were up to date already.`,
      {
        hint: "Run the same command again to continue from there.",
        data: { report },
      },
    );
    this.report = report;
  }
}
