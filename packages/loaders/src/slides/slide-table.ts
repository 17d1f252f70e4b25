import type { Element } from "domhandler";
import { drawingText } from "../ooxml/drawing-paragraphs.js";
import type { TextBlock } from "../text/text-block.js";
import { childrenNamed } from "../xml/xml-tree.js";

/** A table of a slide: cells between ` | `, one line per row. */
export function slideTable(table: Element): TextBlock {
  const rows = childrenNamed(table, "tr").map((row) => childrenNamed(row, "tc").map(drawingText).join(" | ").trimEnd());
  return { kind: "table", text: rows.join("\n"), headerLength: rows.length > 1 ? rows[0]!.length : 0 };
}
