import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";

/** A fixed date, so that the same page yields the same bytes. */
const date = new Date("2026-11-23T00:00:00Z");
const sizes = [24, 16, 13];

function writeHeading(pdf, { level, text }) {
  if (pdf.y > 650) pdf.addPage();
  pdf
    .moveDown(level === 1 ? 0 : 0.8)
    .font("Helvetica-Bold")
    .fontSize(sizes[level - 1] ?? 12)
    .text(text)
    .moveDown(0.4);
}

function writeBlock(pdf, block) {
  if (block.kind === "heading") return writeHeading(pdf, block);
  if (block.kind === "table") return pdf.font("Helvetica").fontSize(10).table({ data: block.rows }).moveDown();
  if (block.kind === "code") return pdf.font("Courier").fontSize(9).text(block.text).moveDown();
  const text = block.kind === "item" ? `${block.marker} ${block.text}` : block.text;
  const indent = block.kind === "item" ? 14 * block.depth : 0;
  pdf.x += indent;
  pdf.font("Helvetica").fontSize(11).text(text, { lineGap: 3, paragraphGap: 8 });
  pdf.x -= indent;
}

function writeHeaders(pdf, title) {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0;
    pdf.font("Helvetica").fontSize(9).text(`Ragstone handbook: ${title}`, 72, 36, { lineBreak: false });
    pdf.text(`${page + 1}`, 72, 800, { lineBreak: false });
  }
}

/** A paginated A4 document with running headers and page numbers. */
export async function pageToPdf({ title, blocks }) {
  const info = { Title: title, CreationDate: date, ModDate: date };
  const pdf = new PDFDocument({ size: "A4", margin: 72, bufferPages: true, info });
  for (const block of blocks) writeBlock(pdf, block);
  writeHeaders(pdf, title);
  pdf.end();
  return buffer(pdf);
}
