import type { Block, BlockKind } from "@ragstone/core";
import type { HtmlElement } from "./html-tree.js";
import { maxBox } from "./max-box.js";
import type { TableRows } from "./table-rows.js";

/** What a run of text becomes where it ends. */
export interface BlockContext {
  readonly kind: BlockKind;
  /** Of headings. */
  readonly level: number;
  /** Lists around it. */
  readonly depth: number;
  /** The element that items inside belong to: all of one list are at one depth. */
  readonly list: HtmlElement | null;
  /** The list of an item. */
  readonly itemOf: HtmlElement | null;
  /** Whether its blocks follow each other without a blank line, as entries of lists do. */
  readonly isTight: boolean;
}

/** Collects the text of a page line by line, and its blocks. */
export class BlockWriter {
  readonly #blocks: Block[] = [];
  readonly #bodies: string[] = [];
  readonly #lists = new Map<HtmlElement | null, number>();
  /** Headings of boxes that ended just before, by their indexes. */
  #boxHeadings: number[] = [];
  #length = 0;
  #lastIsTight = false;
  /**
   * Pieces of the line under way, and its last character: looking at the end of a string that grows would copy it every
   * time.
   */
  #pieces: string[] = [];
  #lineEnd = "";

  /** Adds text to the line, with its white space collapsed. */
  inline(data: string): void {
    // Soft hyphens and zero-width spaces say where a word may break; they are no part of it.
    const collapsed = data.replace(/[ \t\n\r\f]+/g, " ").replace(/[\u00ad\u200b]/g, "");
    const isAfterSpace = this.#lineEnd === "" || this.#lineEnd === " " || this.#lineEnd === "\n";
    const piece = isAfterSpace && collapsed.startsWith(" ") ? collapsed.slice(1) : collapsed;
    if (piece === "") return;
    this.#pieces.push(piece);
    this.#lineEnd = piece[piece.length - 1]!;
  }

  lineBreak(): void {
    const last = this.#pieces.length - 1;
    if (this.#lineEnd === " ") this.#pieces[last] = this.#pieces[last]!.trimEnd();
    this.#pieces.push("\n");
    this.#lineEnd = "\n";
  }

  /** Ends the line and adds it as a block; a blank line adds nothing. */
  flush({ kind, level, depth, itemOf, isTight }: BlockContext): void {
    const body = this.#pieces.join("").trim();
    this.#pieces = [];
    this.#lineEnd = "";
    if (body === "") return;
    if (kind === "heading") {
      const line = body.replace(/\s+/g, " ");
      this.#add({ kind, level, label: line }, line);
    } else if (kind === "list-item") this.#add({ kind, level: depth, listId: this.#listIdOf(itemOf) }, body, isTight);
    else this.#add({ kind }, body, isTight);
  }

  /** Starts a box next to the text; returns a function that ends it. */
  startBox(): () => void {
    const firstBlock = this.#blocks.length;
    const start = this.#length;
    return () => {
      if (this.#length - start > maxBox) return;
      for (let index = firstBlock; index < this.#blocks.length; index += 1)
        if (this.#blocks[index]!.kind === "heading") this.#boxHeadings.push(index);
    };
  }

  code(text: string, language: string | undefined): void {
    if (text.trim() !== "") this.#add({ kind: "code", language }, text);
  }

  table({ text, captionLength, rowsStart, header }: TableRows): void {
    this.#settleBoxes("table");
    const start = this.#append(text);
    if (captionLength > 0) this.#blocks.push({ kind: "caption", start, end: start + captionLength });
    this.#blocks.push({
      kind: "table",
      start: start + rowsStart,
      end: this.#length,
      header: header === null ? undefined : { start: start + header.start, end: start + header.end },
    });
  }

  finish(): { readonly text: string; readonly blocks: readonly Block[] } {
    return { text: this.#bodies.join(""), blocks: this.#blocks };
  }

  #add(block: Omit<Block, "start" | "end">, body: string, isTight = false): void {
    this.#settleBoxes(block.kind);
    const start = this.#append(body, isTight);
    this.#blocks.push({ ...block, start, end: this.#length });
  }

  /** Makes the headings of boxes terms where text without a heading of its own follows: they are not above it. */
  #settleBoxes(next: BlockKind): void {
    if (this.#boxHeadings.length === 0) return;
    if (next !== "heading") {
      for (const index of this.#boxHeadings) {
        const { start, end } = this.#blocks[index]!;
        this.#blocks[index] = { kind: "definition-term", start, end };
      }
    }
    this.#boxHeadings = [];
  }

  /** Appends text of a block or blocks; returns where it starts. */
  #append(body: string, isTight = false): number {
    const gap = this.#length === 0 ? "" : isTight && this.#lastIsTight ? "\n" : "\n\n";
    this.#bodies.push(gap, body);
    const start = this.#length + gap.length;
    this.#length = start + body.length;
    this.#lastIsTight = isTight;
    return start;
  }

  #listIdOf(list: HtmlElement | null): number {
    const id = this.#lists.get(list) ?? this.#lists.size + 1;
    this.#lists.set(list, id);
    return id;
  }
}
