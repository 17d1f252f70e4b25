import type { TextRange } from "@ragstone/core";
import type { HtmlElement } from "./html-tree.js";
import { isAdmonition } from "./admonition.js";
import { isBlockTag, isUnreadTag } from "./tag-kinds.js";

/** A table as lines of `a | b` under its captions. Offsets are relative to `text`. */
export interface TableRows {
  readonly text: string;
  /** 0 without a caption. */
  readonly captionLength: number;
  readonly rowsStart: number;
  /** The header rows. */
  readonly header: TextRange | null;
}

/** A cell with more text contains prose rather than a value, and the table is layout. */
const maxCellCharacters = 1000;

/** Rows of a table of data, or `null` for a table that only lays out the page. */
export function dataRows(table: HtmlElement, skip: (node: HtmlElement) => boolean): TableRows | null {
  if (table.attributes["role"] === "presentation" || table.attributes["role"] === "none") return null;
  if (table.parent !== null && isAdmonition(table.parent)) return null;
  const rows: { readonly cells: string[]; readonly header: boolean }[] = [];
  let captions = "";
  const collect = (node: HtmlElement, inHead: boolean): boolean => {
    for (const child of node.children) {
      if (typeof child === "string" || isUnreadTag(child.tag) || skip(child)) continue;
      if (child.tag === "tr") {
        const cells = child.children.filter(
          (cell): cell is HtmlElement =>
            typeof cell !== "string" && (cell.tag === "td" || cell.tag === "th") && !skip(cell),
        );
        if (cells.some((cell) => holdsLayout(cell))) return false;
        const texts = cells.map((cell) => cellText(cell, skip));
        if (texts.some((text) => text.length > maxCellCharacters)) return false;
        if (texts.some((text) => text !== ""))
          rows.push({ cells: texts, header: inHead || (cells.length > 0 && cells.every((cell) => cell.tag === "th")) });
      } else if (child.tag === "caption") {
        captions += `${cellText(child, skip)}\n`;
      } else if (!collect(child, inHead || child.tag === "thead")) {
        return false;
      }
    }
    return true;
  };
  if (!collect(table, false)) return null;
  if (rows.every((row) => row.cells.length < 2)) return null;
  const lines = rows.map((row) => row.cells.join(" | ").trim());
  const captionLength = captions.trimEnd().length;
  const caption = { captionLength, rowsStart: captionLength === 0 ? 0 : captions.length };
  const text = captions + lines.join("\n");
  let headerRows = rows.findIndex((row) => !row.header);
  if (headerRows === -1) headerRows = rows.length;
  if (headerRows === 0 || headerRows === rows.length) return { text: text.trimEnd(), ...caption, header: null };
  return {
    text,
    ...caption,
    header: { start: captions.length, end: captions.length + lines.slice(0, headerRows).join("\n").length },
  };
}

function holdsLayout(cell: HtmlElement): boolean {
  const pending: HtmlElement[] = [cell];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const child of node.children) {
      if (typeof child === "string") continue;
      if (child.tag === "table" || child.tag === "pre" || /^h[1-6]$/.test(child.tag)) return true;
      pending.push(child);
    }
  }
  return false;
}

function cellText(cell: HtmlElement, skip: (node: HtmlElement) => boolean): string {
  let text = "";
  const walk = (node: HtmlElement): void => {
    for (const child of node.children) {
      if (typeof child === "string") text += child;
      else if (child.tag === "br") text += " ";
      else if (!isUnreadTag(child.tag) && !skip(child)) {
        const block = isBlockTag(child.tag);
        if (block) text += " ";
        walk(child);
        if (block) text += " ";
      }
    }
  };
  walk(cell);
  return text
    .replace(/[ \t\n\r\f]+/g, " ")
    .replace(/[\u00ad\u200b]/g, "")
    .trim();
}
