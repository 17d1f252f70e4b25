import type { Block, SourceDocument, Steps } from "@ragstone/core";
import { cutCosts } from "./costs.js";
import { leans } from "./leans.js";
import type { Outline, Place } from "./place.js";
import { sentenceStarts } from "./sentences.js";
import { isWhiteSpace, trimmedEnd, trimmedStart } from "./white-space.js";

/** The parts of a document that {@link createChunker} looks at. */
export type ChunkSource = Pick<SourceDocument, "text" | "blocks" | "pages" | "title">;

/** A stretch of text without hidden parts, as places where it may be cut: piece `i` is `[starts[i], starts[i + 1])`. */
export interface Stretch {
  readonly starts: number[];
  readonly costs: number[];
  readonly places: Place[];
  readonly end: number;
}

/** A line over this many characters is a paragraph by itself: nobody wraps text that wide. */
const widestLine = 160;
const widestTitle = 100;
/** Line break and indentation between a term and its definition. */
const longestGap = 40;

/** Finds every possible cut of a document, with its cost and the headings above it. Linear. */
export function stretchesOf({ text, blocks }: ChunkSource, outline: Outline): Steps<Stretch[]> {
  return new PieceFinder(text, outline).run(blocks);
}

/** Lines, marks or blocks between two pauses. */
const stepParts = 512;

/** Line breaks; line breaks as data writes them (`\\n`, twice for a paragraph); records of data. */
const lineMark = /\n|(?:\\n){1,4}|[}\]](,\s{0,4})[{[]/g;
/** `== Title ==`, as wiki text has it, also with the marks apart. */
const markedTitle = /^(=(?: =){1,5}|={1,6}) +(\S.*?) +\1$/u;

class PieceFinder {
  readonly #text: string;
  readonly #outline: Outline;
  readonly #stretches: Stretch[] = [];
  #starts: number[] = [];
  #costs: number[] = [];
  #places: Place[] = [];
  /** Cost of the next cut if it is more than the cut's own. */
  #pending = -Infinity;
  #previous: Block["kind"] | null = null;
  /** Whether the block begins on the line of the one before, or on the next. */
  #isAdjacent = false;
  /** Whether the block before belongs to a list of definitions. */
  #isDefining = false;
  #parts = 0;

  constructor(text: string, outline: Outline) {
    this.#text = text;
    this.#outline = outline;
  }

  *run(blocks: readonly Block[]): Steps<Stretch[]> {
    let cursor = 0;
    for (const block of blocks) {
      const start = Math.max(cursor, Math.min(block.start, this.#text.length));
      const end = Math.max(start, Math.min(block.end, this.#text.length));
      this.#isAdjacent = isShortGap(this.#text, cursor, start);
      if (start > cursor) yield* this.#prose(cursor, start, cutCosts.block);
      yield* this.#block(block, start, end);
      if (this.#isPause()) yield;
      cursor = end;
    }
    yield* this.#prose(cursor, this.#text.length, cutCosts.block);
    this.#close(this.#text.length);
    return this.#stretches;
  }

  /** Counts a part; whether it is time for a pause. */
  #isPause(): boolean {
    this.#parts += 1;
    return this.#parts % stepParts === 0;
  }

  *#block(block: Block, start: number, end: number): Steps<void> {
    const first = trimmedStart(this.#text, start, end);
    const { kind } = block;
    if (kind === "hidden") {
      this.#close(start);
      this.#previous = kind;
      return;
    }
    if (first === end) return;
    if (kind === "heading") {
      const level = Math.min(6, Math.max(1, block.level ?? 1));
      const place = this.#outline.enter(
        level,
        block.label ?? this.#text.slice(first, trimmedEnd(this.#text, first, end)),
      );
      this.#begin(first, cutCosts.heading[level - 1]!, place);
      this.#pending = cutCosts.afterHeading;
    } else if (kind === "table") {
      yield* this.#table(block, start, end);
    } else if (kind === "code" || kind === "front-matter") {
      yield* this.#lines(start, end, kind === "code");
    } else if (kind === "running") {
      this.#begin(first, cutCosts.unfinished, this.#outline.place);
      this.#pending = cutCosts.sentence;
    } else if (kind === "list-item") {
      const nesting = Math.max(0, (block.level ?? 1) - 1) * cutCosts.nesting;
      const follows = this.#previous === kind || (this.#isAdjacent && this.#isDefining);
      yield* this.#prose(start, end, (follows ? cutCosts.listItem : cutCosts.block) + nesting);
    } else {
      yield* this.#prose(start, end, this.#isAdjacent && this.#isDefining ? cutCosts.listItem : cutCosts.block);
    }
    this.#isDefining = kind === "definition-term" || (this.#isAdjacent && this.#isDefining);
    if (kind === "definition-term") this.#pending = cutCosts.afterHeading;
    this.#previous = kind;
  }

  /** Paragraphs, their sentences, and lines that act as either. */
  *#prose(start: number, end: number, cost: number): Steps<void> {
    const text = this.#text.slice(0, end);
    let runStart = trimmedStart(text, start, end);
    let runCost = cost;
    while (runStart < end) {
      if (this.#isPause()) yield;
      const runEnd = paragraphEnd(text, runStart);
      const inkEnd = trimmedEnd(text, runStart, runEnd);
      const isLast = runEnd === end;
      if (inkEnd - runStart > widestTitle || !this.#title(runStart, inkEnd, runCost, isLast)) {
        yield* this.#run(runStart, runEnd, runCost);
        if (text.charCodeAt(inkEnd - 1) === 0x3a) this.#pending = cutCosts.announced;
      }
      runStart = runEnd;
      runCost = cutCosts.block;
    }
  }

  /** A short line by itself that ends no sentence reads as a title of the next text; `== so ==` it is marked as one. */
  #title(start: number, end: number, cost: number, isLast: boolean): boolean {
    const line = this.#text.slice(start, end);
    const marked = markedTitle.exec(line);
    if (marked !== null) {
      const level = Math.min(6, marked[1]!.replaceAll(" ", "").length);
      this.#begin(start, cutCosts.heading[level - 1]!, this.#outline.enter(level, marked[2]!));
      this.#pending = cutCosts.afterHeading;
      return true;
    }
    if (isLast || line.includes("\n") || line.endsWith(":") || endsSentence(line)) return false;
    this.#begin(start, Math.min(cost, cutCosts.title), this.#outline.place);
    this.#pending = cutCosts.afterTitle;
    return true;
  }

  *#run(start: number, end: number, cost: number): Steps<void> {
    const run = this.#text.slice(start, end);
    const { place } = this.#outline;
    this.#begin(start, leans(run, 0) ? cost + cutCosts.leaning : cost, place);
    const sentences = sentenceStarts(run, 0, run.length);
    let sentence = 0;
    const sentencesTo = (limit: number): void => {
      for (; sentence < sentences.length && sentences[sentence]! < limit; sentence += 1) {
        const at = sentences[sentence]!;
        this.#begin(start + at, leans(run, at) ? cutCosts.sentence + cutCosts.leaning : cutCosts.sentence, place);
      }
    };
    for (const mark of run.matchAll(lineMark)) {
      if (this.#isPause()) yield;
      const [whole, separator] = mark;
      const next =
        separator === undefined
          ? trimmedStart(run, mark.index + whole.length, run.length)
          : mark.index + whole.length - 1;
      if (next >= run.length) break;
      sentencesTo(next);
      const isSentence = sentences[sentence] === next;
      if (isSentence) sentence += 1;
      const cost =
        separator !== undefined
          ? cutCosts.record
          : whole.length > 2
            ? cutCosts.block
            : isSentence
              ? cutCosts.sentence
              : cutCosts.line;
      this.#begin(start + next, cost, place);
    }
    sentencesTo(run.length);
  }

  *#lines(start: number, end: number, isCode: boolean): Steps<void> {
    const text = this.#text.slice(0, end);
    const { place } = this.#outline;
    let lineStart = start;
    let blank = false;
    let isFirst = true;
    while (lineStart < end) {
      if (this.#isPause()) yield;
      const lineEnd = lineEndAt(text, lineStart, end);
      const ink = trimmedStart(text, lineStart, lineEnd);
      if (ink === lineEnd) blank = true;
      else {
        const indentation = Math.min(8, ink - lineStart) * cutCosts.indentation;
        const cost = isFirst
          ? cutCosts.block
          : !isCode
            ? cutCosts.line
            : (blank ? cutCosts.codeParagraph : cutCosts.codeLine) + indentation;
        this.#begin(lineStart, cost, place);
        isFirst = false;
        blank = false;
      }
      lineStart = lineEnd + 1;
    }
  }

  *#table(block: Block, start: number, end: number): Steps<void> {
    const text = this.#text.slice(0, end);
    const header =
      block.header !== undefined &&
      block.header.start >= start &&
      block.header.end <= end &&
      block.header.end > block.header.start
        ? block.header
        : null;
    const below = header === null ? this.#outline.place : this.#outline.inTable(text, header);
    let lineStart = start;
    // A caption on the line above is the first line of its table.
    let isFirst = !(this.#previous === "caption" && this.#isAdjacent);
    while (lineStart < end) {
      if (this.#isPause()) yield;
      const lineEnd = lineEndAt(text, lineStart, end);
      if (trimmedStart(text, lineStart, lineEnd) < lineEnd) {
        const inHeader = header !== null && lineStart < header.end;
        if (isFirst) this.#begin(lineStart, cutCosts.block, this.#outline.place);
        else if (!inHeader) this.#begin(lineStart, cutCosts.row, below);
        if (inHeader) this.#pending = cutCosts.afterHeading;
        isFirst = false;
      }
      lineStart = lineEnd + 1;
    }
  }

  #begin(start: number, cost: number, place: Place): void {
    const last = this.#starts.length - 1;
    if (last >= 0 && this.#starts[last]! >= start) return;
    this.#starts.push(start);
    this.#costs.push(Math.max(cost, this.#pending));
    this.#places.push(place);
    this.#pending = -Infinity;
  }

  #close(end: number): void {
    if (this.#starts.length > 0)
      this.#stretches.push({ starts: this.#starts, costs: this.#costs, places: this.#places, end });
    this.#starts = [];
    this.#costs = [];
    this.#places = [];
    this.#pending = -Infinity;
  }
}

/**
 * The end of the paragraph that begins at `start`: before a blank line, or at a line break next to a line too wide to
 * be wrapped.
 */
function paragraphEnd(text: string, start: number): number {
  let lineStart = start;
  for (let newline = text.indexOf("\n", start); newline >= 0; newline = text.indexOf("\n", lineStart)) {
    const next = trimmedStart(text, newline, text.length);
    if (next === text.length) break;
    const blank = text.slice(newline + 1, next).includes("\n");
    if (
      blank ||
      newline - lineStart > widestLine ||
      lineEndAt(text, next, text.length) - next > widestLine ||
      markedTitle.test(text.slice(lineStart, newline).trim())
    )
      return next;
    lineStart = next;
  }
  return text.length;
}

/** White space with at most one line break. */
function isShortGap(text: string, start: number, end: number): boolean {
  if (end - start > longestGap) return false;
  const gap = text.slice(start, end);
  return gap.trim() === "" && gap.indexOf("\n") === gap.lastIndexOf("\n");
}

function lineEndAt(text: string, start: number, end: number): number {
  const newline = text.indexOf("\n", start);
  return newline < 0 || newline > end ? end : newline;
}

function endsSentence(line: string): boolean {
  let at = line.length - 1;
  while (at > 0 && (isWhiteSpace(line.charCodeAt(at)) || `"')]*_\u2019\u201d`.includes(line[at]!))) at -= 1;
  return ".!?;,\u2026\u3002\uff01\uff1f".includes(line[at]!);
}
