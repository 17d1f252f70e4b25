import type { MetadataValue } from "./metadata.js";

/** Which documents a search may see. Every field given must hold. */
export interface DocumentFilter {
  /** Globs over the path, any of which must match. */
  readonly path?: string | readonly string[];
  /**
   * Folders or documents, any of which the path must be or lie in. Never read as patterns, and whole names only:
   * `customers/a` is neither `customers/ab` nor `Customers/a`. Use it for a folder named by a variable.
   */
  readonly pathPrefix?: string | readonly string[];
  /** File extensions without a dot, or media types, any of which must match. */
  readonly type?: string | readonly string[];
  /** Modified at or after: ms since the epoch, or an ISO date. */
  readonly after?: number | string;
  /** Modified before: ms since the epoch, or an ISO date. */
  readonly before?: number | string;
  /** Equal, or one of the values where the document holds a list. */
  readonly metadata?: Readonly<Record<string, MetadataValue>>;
}

/** All of the filters must hold: how a scope narrows what a caller asks. */
export type SearchFilter = DocumentFilter | readonly DocumentFilter[];
