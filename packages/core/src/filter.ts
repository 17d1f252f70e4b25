import type { MetadataValue } from "./metadata.js";

/** Documents that a search may see. All given fields must match. */
export interface DocumentFilter {
  /** Globs over the path, at least one of which must match. */
  readonly path?: string | readonly string[];
  /**
   * Folders or documents: the path must equal or be inside at least one. Never read as patterns, and whole names only:
   * `customers/a` is neither `customers/ab` nor `Customers/a`. Use it for a folder named by a variable.
   */
  readonly pathPrefix?: string | readonly string[];
  /** File extensions without a dot, or media types; at least one must match. */
  readonly type?: string | readonly string[];
  /** Modified at or after: ms since the epoch, or an ISO date. */
  readonly after?: number | string;
  /** Modified before: ms since the epoch, or an ISO date. */
  readonly before?: number | string;
  /**
   * By key. Equal, or one of the values if the document has a list; of a requested list, the document must have each
   * value; of {@link AnyOf}, at least one.
   */
  readonly metadata?: Readonly<Record<string, MetadataValue | AnyOf>>;
}

/** Values of which a document must have at least one: `{ principals: { anyOf: ["staff", "user:ann@example.org"] } }`. */
export interface AnyOf {
  readonly anyOf: readonly string[];
}

/** All of the filters must match: the way in which a scope narrows a caller's filter. */
export type SearchFilter = DocumentFilter | readonly DocumentFilter[];
