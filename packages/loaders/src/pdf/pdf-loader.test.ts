import { PDFDocument, StandardFonts } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { pdfLoader } from "./pdf-loader.js";

async function pdf(pages: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of pages) {
    const page = document.addPage([400, 300]);
    if (text !== "") page.drawText(text, { x: 40, y: 240, size: 12, font });
  }
  return document.save();
}

function input(bytes: Uint8Array) {
  return { path: "a.pdf", bytes, sha256: "0".repeat(64), modifiedMs: 5 };
}

describe("pdfLoader", () => {
  it("gives every page its range of the text", async () => {
    const document = await pdfLoader.load(input(await pdf(["First page here.", "", "Third page here."])));
    expect(document.pages.map((page) => document.text.slice(page.start, page.end))).toEqual(["First page here.", "", "Third page here."]);
    expect(document.warnings).toEqual([{ code: "pages-without-text", detail: expect.stringContaining("2") }]);
  });

  it("says how many pages held nothing when no page has text", async () => {
    await expect(pdfLoader.load(input(await pdf(["", ""])))).rejects.toMatchObject({ reason: "no-text-layer", detail: "2 pages, 0 characters" });
  });

  it("reports bytes that are no PDF as malformed", async () => {
    await expect(pdfLoader.load(input(new TextEncoder().encode("not a pdf")))).rejects.toMatchObject({ code: "document-failed", reason: "malformed" });
  });
});
