/** A folder that a run did not find, or found empty, with the documents that the index keeps of it. */
export interface AbsentFolder {
  /** Relative to the documents' folder; `.` is that folder itself. */
  readonly folder: string;
  readonly documents: number;
}
