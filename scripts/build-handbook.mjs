// Makes the DOCX and PDF parts of the handbook from their Markdown sources: pnpm handbook
import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import PDFDocument from "pdfkit";

const folder = new URL("../docs/", import.meta.url);
/** The files are the same whenever they are made. */
const date = new Date("2026-11-23T00:00:00Z");

/** Headings, paragraphs and tables: all that the sources use. */
function parse(markdown) {
  return markdown
    .trim()
    .split(/\n{2,}/u)
    .map((block) => {
      const heading = /^(?<marks>#+) (?<text>.+)$/u.exec(block)?.groups;
      if (heading !== undefined) return { kind: "heading", level: heading.marks.length, text: heading.text };
      if (!block.startsWith("|")) return { kind: "paragraph", text: block.replaceAll("\n", " ") };
      const rows = block.split("\n").map((line) =>
        line
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim()),
      );
      return { kind: "table", rows: rows.filter((row) => !row.every((cell) => /^-+$/u.test(cell))) };
    });
}

async function writePdf(blocks, file, title) {
  const pdf = new PDFDocument({
    size: "A4",
    margin: 72,
    bufferPages: true,
    info: { Title: title, CreationDate: date, ModDate: date },
  });
  const out = pdf.pipe(createWriteStream(file));
  for (const block of blocks) {
    if (block.kind === "heading") {
      const size = [24, 16, 13][block.level - 1] ?? 12;
      if (pdf.y > 650) pdf.addPage();
      pdf
        .moveDown(block.level === 1 ? 0 : 0.8)
        .font("Helvetica-Bold")
        .fontSize(size)
        .text(block.text)
        .moveDown(0.4);
    } else if (block.kind === "paragraph") {
      pdf.font("Helvetica").fontSize(11).text(block.text, { lineGap: 3, paragraphGap: 8 });
    } else {
      pdf.font("Helvetica").fontSize(10).table({ data: block.rows }).moveDown();
    }
  }
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0;
    pdf.font("Helvetica").fontSize(9).text(`Ragstone handbook: ${title}`, 72, 36, { lineBreak: false });
    pdf.text(`${page + 1}`, 72, 800, { lineBreak: false });
  }
  pdf.end();
  await finished(out);
}

async function writeDocx(blocks, file, title) {
  const levels = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3];
  const children = blocks.map((block) => {
    if (block.kind === "heading") return new Paragraph({ text: block.text, heading: levels[block.level - 1] });
    if (block.kind === "paragraph") return new Paragraph({ text: block.text, spacing: { after: 160 } });
    return new Table({
      rows: block.rows.map(
        (row) => new TableRow({ children: row.map((cell) => new TableCell({ children: [new Paragraph(cell)] })) }),
      ),
    });
  });
  await writeFile(file, await Packer.toBuffer(new Document({ title, creator: "Ragstone", sections: [{ children }] })));
}

const read = async (name) => parse(await readFile(new URL(`handbook-sources/${name}.md`, folder), "utf8"));
await writePdf(await read("document-formats"), new URL("handbook/document-formats.pdf", folder), "Document formats");
await writeDocx(await read("security"), new URL("handbook/security.docx", folder), "Security");
