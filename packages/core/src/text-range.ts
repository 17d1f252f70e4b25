/** A half-open range `[start, end)` of UTF-16 code units into a document's extracted text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}
