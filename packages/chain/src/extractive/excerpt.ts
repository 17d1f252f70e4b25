import type { Passage, TextRange } from "@ragstone/core";
import type { TextElement } from "./text-element.js";

/** What an answer shows for one key sentence: the sentence and the text that it needs. Offsets are into the passage. */
export interface Excerpt {
  readonly passage: Passage;
  /** Of the passage, in order. */
  readonly elements: readonly TextElement[];
  /** The one that contains the key sentence. */
  readonly element: TextElement;
  readonly key: TextRange;
  /** Contiguous pieces, none of which joins text of two lists, tables or paragraphs; in order. */
  readonly pieces: readonly TextRange[];
  readonly words: number;
}
