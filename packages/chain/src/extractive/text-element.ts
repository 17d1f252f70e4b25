import type { TextRange } from "@ragstone/core";

/**
 * A paragraph, list item, table row or piece of code of a passage, with the parts of the passage that complete it.
 * Offsets are into the passage. Nothing an answer quotes joins two elements.
 */
export interface TextElement extends TextRange {
  readonly kind: "paragraph" | "list-item" | "row" | "code";
  /** Sentences; rows and code have one, the whole. */
  readonly sentences: readonly TextRange[];
  /** The definition term that the element explains. */
  readonly term: TextRange | null;
  /** The paragraph that introduces the list or code: "Use this command:". */
  readonly leadIn: TextRange | null;
  /** The header of the table. */
  readonly header: TextRange | null;
  /** Labels of the headings above, outermost first. */
  readonly headings: readonly string[];
  /** Elements of one list or table have the same number. */
  readonly group: number;
}
