import { describeLoader } from "@ragstone/testkit";
import PDFDocument from "pdfkit";
import { pdfLoader } from "./pdf-loader.js";

async function manual(options: PDFKit.PDFDocumentOptions): Promise<Uint8Array> {
  const document = new PDFDocument({ size: [420, 595], margin: 40, ...options });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  document
    .fontSize(20)
    .text("Keys")
    .fontSize(10)
    .text("Keys are rotated every ninety days, and never later than that.")
    .moveDown();
  for (let row = 0; row < 5; row += 1)
    document.text(`Key ${row}`, 40, 120 + row * 14).text(`${row * 30} days`, 200, 120 + row * 14);
  document.addPage().text("\u2022 The second page.");
  document.end();
  await done;
  return Buffer.concat(parts);
}

describeLoader("pdfLoader", {
  loader: pdfLoader,
  samples: [
    { path: "manual.pdf", content: await manual({}), contains: ["ninety days", "Key 3 | 90 days", "second page"] },
    { path: "old.pdf", content: await manual({ pdfVersion: "1.3", compress: false }), contains: ["ninety days"] },
    { path: "locked.pdf", content: await manual({ ownerPassword: "owner" }), contains: ["ninety days"] },
  ],
});
