/** Which files {@link walkFolder} finds. */
export interface WalkOptions {
  /**
   * Globs of paths relative to the root; with any, other files are ignored as `excluded`. They match as the `path` of a
   * search filter does: a glob without `/` matches names anywhere, and one that matches a folder all that is in it.
   */
  readonly include?: readonly string[];
  /** Globs of paths relative to the root that are ignored as `excluded`. Stronger than {@link WalkOptions.include}. */
  readonly exclude?: readonly string[];
  /**
   * Largest file that is read, in bytes; a larger document fails as `too-large`.
   *
   * @defaultValue {@link defaultMaxBytes}
   */
  readonly maxBytes?: number;
  /** Whether names that start with a dot are walked; else they are ignored as `excluded`. @defaultValue false */
  readonly hidden?: boolean;
  /** Extensions of further documents without the dot, such as `dwg`: found whatever their content. @defaultValue none */
  readonly extensions?: readonly string[];
  /** Absolute paths never entered and not reported, for an index that lies inside the folder under another name. */
  readonly skip?: readonly string[];
  readonly signal?: AbortSignal;
}
