import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3];

function toTable({ rows }) {
  return new Table({
    rows: rows.map(
      (row) => new TableRow({ children: row.map((cell) => new TableCell({ children: [new Paragraph(cell)] })) }),
    ),
  });
}

function toElement(block) {
  if (block.kind === "heading") return new Paragraph({ text: block.text, heading: levels[block.level - 1] });
  if (block.kind === "table") return toTable(block);
  if (block.kind === "code") {
    const lines = block.text.split("\n");
    return new Paragraph({
      children: lines.map((text, at) => new TextRun({ text, font: "Courier New", break: at === 0 ? 0 : 1 })),
    });
  }
  if (block.kind === "item" && block.marker === "-")
    return new Paragraph({ text: block.text, bullet: { level: block.depth - 1 } });
  const text = block.kind === "item" ? `${block.marker} ${block.text}`.trim() : block.text;
  return new Paragraph({ text, spacing: { after: 160 } });
}

/** Packs the file again with fixed times, so that the same page yields the same bytes. */
function withoutTimes(bytes) {
  const core = "docProps/core.xml";
  const parts = unzipSync(bytes);
  parts[core] = strToU8(strFromU8(parts[core]).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, "2026-11-23T00:00:00Z"));
  return zipSync(parts, { mtime: new Date(2026, 10, 23) });
}

/** A Word document with headings, lists and tables. */
export async function pageToDocx({ title, blocks }) {
  const document = new Document({ title, creator: "Ragstone", sections: [{ children: blocks.map(toElement) }] });
  return withoutTimes(await Packer.toBuffer(document));
}
