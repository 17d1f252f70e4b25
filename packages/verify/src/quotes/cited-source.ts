import type { Citation, DocumentKey, TextRange } from "@ragstone/core";
import type { TextUnit } from "../text/split-units.js";
import type { SourceText } from "./source-text.js";

/** A numbered source with the whole text it was taken from. */
export interface CitedSource extends DocumentKey {
  /** The number that the generator was shown. */
  readonly number: number;
  readonly sha256: string;
  /** The document, as indexed. Sources of the same document share it. */
  readonly document: SourceText;
  /** The passage that the generator was shown, as a range of the document. */
  readonly passage: TextRange;
  /** Units of the passage that can serve as a citation, offsets into the document. Cut on first use. */
  readonly units: () => readonly TextUnit[];
  /** Headings above a range of the document. */
  readonly headingsOf: (range: TextRange) => readonly string[];
  /** Pages that a range of the document touches. */
  readonly pagesOf: (range: TextRange) => Pick<Citation, "pages" | "pageLabels">;
  /** Title and headings that every range belongs to: claims may take names, numbers and dates from them. */
  readonly context?: string;
}
