import type { BlockKind } from "@ragstone/core";
import { createTextBuilder, type TextBuilder } from "../text/text-builder.js";
import type { DocxElement } from "./docx-element.js";
import { listMark } from "./list-mark.js";
import { tableRows } from "./table-rows.js";
import { createWordLists } from "./word-lists.js";

/** The text and blocks of a DOCX document. */
export interface DocxText extends ReturnType<TextBuilder["finish"]> {
  /** First paragraph in the style Title, else the first heading of level 1. */
  readonly title: string | null;
  readonly commentCharacters: number;
}

/**
 * Writes a document: paragraphs apart, list items and table rows on lines, cells between ` | `, notes numbered at the
 * end.
 */
export function writeDocx(document: DocxElement): DocxText {
  const builder = createTextBuilder();
  const notes: DocxElement[] = [];
  const titles: { style?: string; heading?: string } = {};
  const inline = (element: DocxElement): string => inlineText(element, notes);
  const lists = createWordLists();
  let afterItem = false;
  const write = (elements: readonly DocxElement[]): void => {
    for (const element of elements) {
      if (element.type === "table") {
        const { text, headerLength } = tableRows(element, inline);
        builder.add("table", text, { headerLength });
        afterItem = false;
        lists.interrupt();
      } else if (element.type === "paragraph") {
        const text = inline(element).trim();
        const level = headingLevel(element.styleName ?? null);
        const numbering = level === null ? (element.numbering ?? null) : null;
        if (level !== null) {
          const label = text.replace(/\s+/g, " ");
          if (/^title$/i.test(element.styleName ?? "")) titles.style ??= label;
          else if (level === 1) titles.heading ??= label;
          builder.add("heading", text, { level, label });
        } else if (numbering !== null) {
          const depth = Number(numbering.level);
          const listId = lists.item(listMark.read(element), depth, numbering.isOrdered);
          builder.add("list-item", text, { level: depth + 1, listId, tight: afterItem });
        } else builder.add(kindOf(element.styleName ?? ""), text);
        if (text === "") continue;
        afterItem = numbering !== null;
        if (!afterItem) lists.interrupt();
      } else if (element.children !== undefined) write(element.children);
    }
  };
  write(document.children ?? []);
  // A note may refer to another; the list grows while it is read.
  for (let index = 0; index < notes.length; index += 1) {
    const note = document.notes?.resolve(notes[index]!);
    const text = (note?.body ?? []).map((element) => inline(element).trim()).join("\n");
    if (text !== "") builder.add("paragraph", `[${index + 1}] ${text}`);
  }
  const comments = (document.comments ?? []).map((comment) => (comment.body ?? []).map(inline).join(" ").trim().length);
  return {
    ...builder.finish(),
    title: titles.style ?? titles.heading ?? null,
    commentCharacters: comments.reduce((sum, length) => sum + length, 0),
  };
}

/** Names of styles as Word, LibreOffice and pandoc write them. */
function kindOf(styleName: string): BlockKind {
  if (/^(?:(?:image|table) )?caption$|^(?:illustration|drawing|figure)$/i.test(styleName)) return "caption";
  if (/^definition term$/i.test(styleName)) return "definition-term";
  return /quote/i.test(styleName) ? "quote" : "paragraph";
}

function headingLevel(styleName: string | null): number | null {
  if (styleName === null) return null;
  if (/^title$/i.test(styleName)) return 1;
  const match = /^heading ([1-9])\b/i.exec(styleName);
  return match === null ? null : Math.min(6, Number(match[1]));
}

function inlineText(element: DocxElement, notes: DocxElement[]): string {
  switch (element.type) {
    case "text":
      return element.value ?? "";
    case "tab":
      return "\t";
    case "break":
      return "\n";
    case "checkbox":
      return element.checked === true ? "\u2612" : "\u2610";
    case "noteReference":
      return `[${notes.push(element)}]`;
    case "tableCell":
    case "tableRow":
      return `${(element.children ?? []).map((child) => inlineText(child, notes)).join(" ")} `;
    default:
      return (element.children ?? []).map((child) => inlineText(child, notes)).join("");
  }
}
