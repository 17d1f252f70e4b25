import type { Element } from "domhandler";
import type { OfficePart } from "../ooxml/office-part.js";
import type { TextBlock } from "../text/text-block.js";
import type { NoteList } from "./note-list.js";
import type { ListPlaceOf } from "./numbering.js";
import type { WordLists } from "./word-lists.js";
import type { WordStyles } from "./word-styles.js";

/** What the stories of a document share: its definitions, and what was found while reading. */
export interface WordDocument {
  readonly styles: WordStyles;
  readonly placeOf: ListPlaceOf;
  readonly lists: WordLists;
  readonly notes: NoteList;
  /** Names of the charts, diagrams and inserted files read so far. */
  readonly seen: Set<string>;
  /** The text of inserted files (`w:altChunk`) by the names of their entries. */
  readonly inserted: ReadonlyMap<string, readonly TextBlock[]>;
  /** Embedded objects and linked documents, which are not read. */
  readonly notRead: string[];
  hiddenCharacters: number;
  /** First paragraph in the style Title. */
  title: string | null;
  /** First heading of level 1. */
  firstHeading: string | null;
}

/** A story of a document: the body, a header, a note. */
export interface WordScope {
  readonly document: WordDocument;
  /** The part that references are relative to. */
  readonly part: OfficePart;
  /** A header or footer: page numbers are left out. */
  readonly isRunning: boolean;
  /** Reads the blocks inside a text box. */
  readonly readBlocks: (elements: Iterable<Element>, scope: WordScope) => TextBlock[];
}
