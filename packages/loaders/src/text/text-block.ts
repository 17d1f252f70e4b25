import type { Block, BlockKind, TableCell } from "@ragstone/core";

/** A block before its place in the text of the document is known. */
export interface TextBlock extends Pick<Block, "level" | "listId" | "label" | "language"> {
  readonly kind: BlockKind;
  readonly text: string;
  /** Separated from the previous text by a line end instead of a blank line. */
  readonly tight?: boolean;
  /** Length of a table's header. */
  readonly headerLength?: number;
  /** Typed cells of a table, by ranges of its text. */
  readonly cells?: readonly TableCell[] | undefined;
}
