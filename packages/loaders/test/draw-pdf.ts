import PDFDocument from "pdfkit";

/** A PDF of narrow pages, every third paragraph larger than the others. */
export async function drawPdf(lines: readonly string[]): Promise<Uint8Array> {
  const document = new PDFDocument({ size: [300, 400], margin: 30, info: { CreationDate: new Date(0) } });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  lines.forEach((line, n) =>
    document
      .fontSize(n % 3 === 0 ? 16 : 10)
      .text(line)
      .moveDown(),
  );
  document.end();
  await done;
  return Buffer.concat(parts);
}
