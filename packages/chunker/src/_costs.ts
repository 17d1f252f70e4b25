/**
 * What it costs to cut before a piece, in units of the size penalty (1 = a chunk of no tokens or of twice the target). The
 * order is what matters: headings, paragraphs, list items and rows, sentences, clauses, words. Chosen on the chunking
 * evaluation in `packages/evals` (precision-omega at equal mean size).
 */
export const cutCosts = {
  /** Before a heading of level 1 to 6. */
  heading: [-0.5, -0.5, -0.45, -0.4, -0.35, -0.3],
  /** Between a heading and what stands under it, and between a header row and the first row. */
  afterHeading: 3,
  block: 0,
  /** Before a list, table or code that the text before announces with a colon. */
  announced: 0.6,
  listItem: 0.1,
  /** More for each level of nesting. */
  nesting: 0.1,
  row: 0.2,
  sentence: 0.3,
  /** A line that does not end a sentence, in running text. */
  line: 0.6,
  /** A line of code after a blank one, and one that follows directly, plus its indentation. */
  codeParagraph: 0.3,
  codeLine: 0.6,
  indentation: 0.05,
  /** The text before does not end a sentence. */
  unfinished: 0.8,
  clause: 1.2,
  word: 1.6,
  insideWord: 4,
} as const;
