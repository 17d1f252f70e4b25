import type { Document, Element } from "domhandler";
import type { TextBuilder } from "../text/text-builder.js";
import type { ListIds } from "../text/list-ids.js";
import { childElements, findElement, localName, textOf } from "../xml/xml-tree.js";

/** Placeholders whose content repeats on every slide: numbers, dates, footers. */
const repeated = new Set(["sldNum", "dt", "ftr", "hdr"]);

/** Where shapes are written. */
export interface ShapesTarget {
  readonly builder: TextBuilder;
  /** Of the whole presentation. */
  readonly lists: ListIds;
}

/** Writes the shapes of a slide or of its notes, in the order of the file. Each text box is a separate list. */
export function writeShapes(
  slide: Document,
  { builder, lists }: ShapesTarget,
  part: "slide" | "notes" = "slide",
): void {
  for (const shape of childElements(slide, true)) {
    const name = localName(shape);
    if (name === "tbl") writeTable(shape, builder);
    if (name !== "sp") continue;
    const placeholder = findElement(shape, "ph")?.attribs["type"] ?? "";
    if (repeated.has(placeholder) || placeholder === "sldImg") continue;
    const body = findElement(shape, "txBody");
    if (body === null) continue;
    const isTitle = part === "slide" && (placeholder === "title" || placeholder === "ctrTitle");
    if (isTitle) {
      const title = paragraphs(body).map(paragraphText).join(" ").trim();
      builder.add("heading", title, { level: placeholder === "ctrTitle" ? 1 : 2, label: title.replace(/\s+/g, " ") });
      continue;
    }
    const lines = paragraphs(body).map((paragraph) => ({
      text: paragraphText(paragraph).trim(),
      level: Number(findElement(paragraph, "pPr")?.attribs["lvl"] ?? 0) + 1,
    }));
    const written = lines.filter(({ text }) => text !== "");
    lists.interrupt();
    for (const [index, { text, level }] of written.entries()) {
      if (part === "notes") builder.add("quote", text);
      else if (written.length === 1) builder.add("paragraph", text);
      else builder.add("list-item", text, { level, listId: lists.item(level), tight: index > 0 });
    }
  }
}

function paragraphs(body: Element): Element[] {
  return [...childElements(body)].filter((element) => localName(element) === "p");
}

function paragraphText(paragraph: Element): string {
  let text = "";
  for (const run of childElements(paragraph)) {
    if (localName(run) === "br") text += "\n";
    else if (localName(run) === "r" || localName(run) === "fld") text += textOf(findElement(run, "t") ?? run);
  }
  return text;
}

function writeTable(table: Element, builder: TextBuilder): void {
  const rows: string[] = [];
  for (const row of childElements(table)) {
    if (localName(row) !== "tr") continue;
    const cells = [...childElements(row)].filter((cell) => localName(cell) === "tc");
    rows.push(
      cells
        .map((cell) =>
          [...childElements(cell, true)]
            .filter((element) => localName(element) === "p")
            .map(paragraphText)
            .join(" ")
            .replace(/\s+/g, " ")
            .trim(),
        )
        .join(" | ")
        .trimEnd(),
    );
  }
  builder.add("table", rows.join("\n"), { headerLength: rows.length > 1 ? rows[0]!.length : 0 });
}
