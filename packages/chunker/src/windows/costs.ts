/**
 * The cost of cutting before a piece, in addition to {@link sizing}.deviation times the square of a chunk's distance
 * from the target. Only the order matters: headings, paragraphs, list items and rows, sentences, clauses, words. Chosen
 * on the chunking evaluation in `packages/evals` (precision-omega at equal mean size).
 */
export const cutCosts = {
  /** Before a heading of level 1 to 6. */
  heading: [-0.5, -0.5, -0.45, -0.4, -0.35, -0.3],
  /** Between a heading and its text, and between a header row and the first row. */
  afterHeading: 3,
  /** Before a paragraph, quote, table or code. */
  block: -0.2,
  /** Before a list, table or code that the text before announces with a colon. */
  announced: 0.6,
  listItem: 0,
  /** More for each level of nesting. */
  nesting: 0.1,
  row: 0.1,
  sentence: 0.8,
  /** More where the sentence leans on the one before: it begins with a pronoun or a joining word. */
  leaning: 0.2,
  /** Before a short line by itself that reads as a title. */
  title: -0.4,
  /** After such a line. */
  afterTitle: 1,
  /** Between records of data written into text: `}, {`. */
  record: 0.2,
  /** A line that does not end a sentence, in running text. */
  line: 0.9,
  /**
   * A line of code after a blank one, and one that follows directly; more for each column of indentation, up to eight.
   */
  codeParagraph: 0,
  codeLine: 0.5,
  indentation: 0.15,
  /** The text before does not end a sentence. */
  unfinished: 1,
  clause: 1.2,
  word: 1.6,
  insideWord: 4,
  /** Up to so much more, by a hash of the text that follows: see {@link preference}. */
  preference: 0.4,
} as const;

/** How chunk sizes are judged, in targets. Chosen with {@link cutCosts}. */
export const sizing = {
  /** Most that a chunk may weigh. */
  ceiling: 2,
  /** A chunk that weighs less is joined to a neighbour that has room. */
  floor: 0.25,
  /**
   * Pieces lighter than this join the piece before them where the cut is no better than a sentence's: bounds the
   * search.
   */
  leastPiece: 1 / 48,
  /** Weight of the squared distance from the target. */
  deviation: 0.5,
  /** The same where the target is the window: no chunk can be larger to make up for a smaller one. */
  deviationBelowWindow: 3,
  /** A cut's cost is counted from the best one so far away. */
  reach: 2,
} as const;
