/** How far the index of a collection is from its folder. */
export interface Freshness {
  /**
   * `current`: everything is indexed. `partial`: the first run still indexes, results miss documents. `updating`: an
   * index answers while changes are taken in. `behind`: it answers as it is, and files changed.
   */
  readonly state: "current" | "partial" | "updating" | "behind";
  /** Documents indexed by the running run. */
  readonly done: number;
  /** Files that the running run found; `null` before the folder is walked. */
  readonly total: number | null;
  /** Files that changed and are not indexed. */
  readonly behind: number;
  /** Failures and notices for the reader, in sentences. */
  readonly notices: readonly string[];
}
