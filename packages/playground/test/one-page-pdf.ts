import PDFDocument from "pdfkit";

/** A page of 420 x 595 points with this text. */
export async function onePagePdf(text: string): Promise<Buffer> {
  const document = new PDFDocument({ size: [420, 595], margin: 60 });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  document.fontSize(14).text(text).end();
  await done;
  return Buffer.concat(parts);
}
