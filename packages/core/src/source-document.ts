import type { Metadata } from "./metadata.js";
import type { TableCell } from "./table-cell.js";
import type { TextRange } from "./text-range.js";

/**
 * The role of a {@link Block}.
 *
 * - `definition-term`: the term of a definition list or the name of a field; the blocks up to the next term define it
 * - `caption`: the caption of the figure or table next to it
 * - `running`: a page header or footer that repeats
 * - `hidden`: text that is in no chunk
 */
export type BlockKind =
  | "heading"
  | "paragraph"
  | "list-item"
  | "definition-term"
  | "caption"
  | "table"
  | "code"
  | "quote"
  | "front-matter"
  | "running"
  | "hidden";

/**
 * A typed half-open range into {@link SourceDocument.text}. Blocks of a document are in order and do not overlap;
 * text between blocks is treated as paragraphs.
 */
export interface Block extends TextRange {
  readonly kind: BlockKind;
  /** Headings: 1 (outermost) to 6. List items: nesting depth from 1. */
  readonly level?: number;
  /**
   * List items: the list that the item belongs to, from 1, unique in the document. All items of a list have one level;
   * a list inside an item is a separate list. Absent if the source does not specify it.
   */
  readonly listId?: number;
  /** Headings: the heading as a reader sees it, without markup. */
  readonly label?: string;
  /** Tables: the range of the header row or rows, inside the block. Rows are lines of the text. */
  readonly header?: TextRange;
  /**
   * Tables whose source stores typed values: the cells that are numbers, dates or truth values, in order, each a range
   * inside a row. All other cells are text, whatever they look like. Absent where the source is text itself.
   */
  readonly cells?: readonly TableCell[];
  /** Code: the language, where the source names one. */
  readonly language?: string;
}

/** The text of one page: `text.slice(start, end)`. */
export interface PageSpan extends TextRange {
  /** 1-based. */
  readonly page: number;
  /** The number that is printed on the page (`iii`, `A-2`), where the document declares another one. */
  readonly label?: string;
}

/** Something a reader of the report should know of a document that was loaded all the same. */
export interface DocumentWarning {
  /** Stable: `pages-without-text`, `hidden-text`, `decoding`, ... */
  readonly code: string;
  readonly detail: string;
}

/**
 * One document as exact text. For Markdown, plain text and source code `text` is the decoded file with at most its byte
 * order mark dropped, so offsets are offsets into the file.
 */
export interface SourceDocument {
  /** POSIX, NFC, relative to the indexed folder. The document's identity. */
  readonly path: string;
  readonly text: string;
  /** For example `text/markdown`. */
  readonly mediaType: string;
  /** Lower-case hex SHA-256 of the file's bytes. */
  readonly sha256: string;
  /** Size of the file. */
  readonly bytes: number;
  /** Last modification in ms since the epoch; `null` where the source has none. */
  readonly modifiedMs: number | null;
  readonly title: string | null;
  readonly blocks: readonly Block[];
  /** In order; empty for formats without pages. */
  readonly pages: readonly PageSpan[];
  /**
   * Characters of hidden text (comments, `display:none` and the like) that are in no chunk, whether in `text` or left
   * out of it.
   */
  readonly hiddenCharacters: number;
  /** Flat facts: front matter, author, dates. */
  readonly metadata: Metadata;
  readonly warnings: readonly DocumentWarning[];
}
