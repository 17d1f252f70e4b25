import PDFDocument from "pdfkit";
import { describe, expect, it } from "vitest";
import { pdfLoader } from "./pdf-loader.js";

type Pdf = InstanceType<typeof PDFDocument>;

/** Draws a PDF; `draw` adds the pages. */
async function pdf(draw: (document: Pdf) => void, options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  const document = new PDFDocument({ size: [420, 595], margin: 40, autoFirstPage: false, ...options });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  draw(document);
  document.end();
  await done;
  return Buffer.concat(parts);
}

function load(bytes: Uint8Array) {
  return pdfLoader.load({ path: "a.pdf", bytes, sha256: "0".repeat(64), modifiedMs: 5 });
}

/** The text of every block of a kind. */
async function blocksOf(bytes: Uint8Array, kind: string): Promise<string[]> {
  const { text, blocks } = await load(bytes);
  return blocks.filter((block) => block.kind === kind).map((block) => text.slice(block.start, block.end));
}

const prose =
  "The pump runs whenever the level in the tank falls below the lower mark, and it stops again when the upper " +
  "mark is reached. Nobody has to be present while it does so. ";

describe("pdfLoader and pages", () => {
  it("gives every page its range of the text and names pages without text", async () => {
    const document = await load(
      await pdf((page) => {
        for (const text of ["First page here.", "", "Third page here.", "", ""]) page.addPage().text(text);
      }),
    );
    expect(document.pages.map((page) => [page.page, document.text.slice(page.start, page.end)])).toEqual([
      [1, "First page here."],
      [2, ""],
      [3, "Third page here."],
      [4, ""],
      [5, ""],
    ]);
    expect(document.warnings).toEqual([{ code: "pages-without-text", detail: "3 of 5 pages: 2, 4-5" }]);
  });

  it("says how many pages were empty when no page has text", async () => {
    const bytes = await pdf((page) => void page.addPage().addPage().rect(10, 10, 50, 50).fill());
    await expect(load(bytes)).rejects.toMatchObject({ reason: "no-text-layer", detail: "2 pages, 0 characters" });
  });

  it("reports a PDF with no pages, bytes that are no PDF, and a PDF cut short", async () => {
    const noPages =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count " +
      "0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
    await expect(load(new TextEncoder().encode(noPages))).rejects.toMatchObject({
      reason: "malformed",
      detail: expect.stringContaining("0 pages"),
    });
    await expect(load(new TextEncoder().encode("not a pdf"))).rejects.toMatchObject({
      code: "document-failed",
      reason: "malformed",
    });
    await expect(load(new Uint8Array())).rejects.toMatchObject({ code: "document-failed" });
  });

  it("reads a page tree that leads in circles without hanging", async () => {
    const cyclic =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count " +
      "3>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF";
    await expect(load(new TextEncoder().encode(cyclic))).rejects.toMatchObject({ code: "document-failed" });
  });

  it("opens files encrypted with an empty password and reports those that need one", async () => {
    const draw = (page: Pdf) => void page.addPage().text("Behind a lock.");
    expect((await load(await pdf(draw, { ownerPassword: "owner", userPassword: "" }))).text).toBe("Behind a lock.");
    await expect(load(await pdf(draw, { ownerPassword: "owner", userPassword: "user" }))).rejects.toMatchObject({
      reason: "encrypted",
    });
  });

  it("stops between pages on abort", async () => {
    const bytes = await pdf((page) => void page.addPage().text("One."));
    await expect(
      pdfLoader.load({ path: "a.pdf", bytes, sha256: "", modifiedMs: null }, { signal: AbortSignal.abort() }),
    ).rejects.toThrow(/abort/i);
  });
});

describe("pdfLoader and words", () => {
  it("makes whole again what line ends broke, and keeps the hyphens of compounds", async () => {
    const bytes = await pdf((page) => {
      page
        .addPage()
        .text("A long hyphen-", 40, 60)
        .text("ated word and a well-", 40, 74)
        .text("known compound, well-known indeed, of Jean-", 40, 88)
        .text("Paul and more text.", 40, 102);
    });
    expect((await load(bytes)).text).toBe(
      "A long hyphenated word and a well-known compound, well-known indeed, of Jean-Paul and more text.",
    );
  });

  it("keeps the hyphens of words of many parts", async () => {
    const bytes = await pdf((page) => {
      page
        .addPage()
        .text("It is a stop-the-", 40, 60)
        .text("world collector and a state-", 40, 74)
        .text("of-the-art one.", 40, 88);
    });
    expect((await load(bytes)).text).toBe("It is a stop-the-world collector and a state-of-the-art one.");
  });

  it("joins scripts to their base", async () => {
    const bytes = await pdf((page) => {
      page
        .addPage()
        .fontSize(12)
        .text("area r", 40, 60, { lineBreak: false })
        .text("of x", 90, 60, { lineBreak: false });
      const ends = [40 + page.widthOfString("area r"), 90 + page.widthOfString("of x")] as const;
      page.fontSize(8).text("2", ends[0], 57, { lineBreak: false }).text("1", ends[1], 66, { lineBreak: false });
      page.fontSize(12).text("and more", 130, 60, { lineBreak: false });
    });
    expect((await load(bytes)).text).toBe("area r2 of x1 and more");
  });

  it("neither glues nor splits words that are set apart letter by letter or placed one by one", async () => {
    const bytes = await pdf((page) => {
      page.addPage().text("Spaced letters here", 40, 60, { characterSpacing: 3 });
      page
        .text("Each", 40, 100, { lineBreak: false })
        .text("word", 70, 100, { lineBreak: false })
        .text("placed", 102, 100, { lineBreak: false });
    });
    expect((await load(bytes)).text).toBe("Spaced letters here\n\nEach word placed");
  });
});

describe("pdfLoader and layout", () => {
  it("reads columns one after the other, under a title across both", async () => {
    const bytes = await pdf((page) => {
      page.addPage().fontSize(18).text("A Title Across Both Columns", 40, 40).fontSize(9);
      const left = `LEFT begins. ${prose.repeat(4)}LEFT ends.`;
      const right = `RIGHT begins. ${prose.repeat(4)}RIGHT ends.`;
      page.text(left, 40, 80, { width: 160 }).text(right, 220, 80, { width: 160 });
    });
    const { text } = await load(bytes);
    const places = ["A Title Across", "LEFT begins", "LEFT ends", "RIGHT begins", "RIGHT ends"].map((words) =>
      text.indexOf(words),
    );
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text).toContain("falls below the lower mark, and it stops again when the upper mark is reached.");
  });

  it("gives heading sizes that differ by less than 5 % one level", async () => {
    const bytes = await pdf((page) => {
      page.addPage();
      for (const [size, text] of [
        [17.9, "Operating Manual"],
        [17.2, "Starting"],
        [16.95, "Stopping"],
      ] as const) {
        page.font("Helvetica-Bold").fontSize(size).text(text).moveDown(0.5);
        page.font("Helvetica").fontSize(10).text(prose.repeat(2)).moveDown(0.8);
      }
    });
    const { blocks } = await load(bytes);
    expect(blocks.filter((block) => block.kind === "heading").map((block) => [block.level, block.label])).toEqual([
      [1, "Operating Manual"],
      [1, "Starting"],
      [2, "Stopping"],
    ]);
  });

  it("gives headings the levels of their sizes and paragraphs without line ends", async () => {
    const bytes = await pdf((page) => {
      page.addPage();
      const heading = (size: number, text: string) =>
        page.font("Helvetica-Bold").fontSize(size).text(text).moveDown(0.5);
      const body = () => page.font("Helvetica").fontSize(10).text(prose.repeat(2)).moveDown(0.8);
      heading(20, "Operating Manual");
      body();
      heading(15, "Starting");
      body();
      heading(10, "Before you start");
      body();
      heading(15, "Stopping the pump when the tank is full and nobody is there");
      body();
    });
    const { text, blocks, title } = await load(bytes);
    expect(blocks.filter((block) => block.kind === "heading").map((block) => [block.level, block.label])).toEqual([
      [1, "Operating Manual"],
      [2, "Starting"],
      [3, "Before you start"],
      [2, "Stopping the pump when the tank is full and nobody is there"],
    ]);
    expect(
      blocks.filter((block) => block.kind === "paragraph").map((block) => text.slice(block.start, block.end)),
    ).toEqual(Array.from({ length: 4 }, () => prose.repeat(2).trim()));
    expect(title).toBe("Operating Manual");
  });

  it("takes the levels of the outline where there is one", async () => {
    const bytes = await pdf((page) => {
      page.addPage().fontSize(11);
      const chapter = page.outline.addItem("Introduction");
      chapter.addItem("Aims");
      page.text("1 Introduction").moveDown().text(prose).moveDown().text("1.1 Aims").moveDown().text(prose);
    });
    const { blocks } = await load(bytes);
    expect(blocks.filter((block) => block.kind === "heading").map((block) => [block.level, block.label])).toEqual([
      [1, "1 Introduction"],
      [2, "1.1 Aims"],
    ]);
  });

  it("marks headers, footers and page numbers that repeat", async () => {
    const bytes = await pdf((page) => {
      for (let number = 1; number <= 4; number += 1) {
        page
          .addPage()
          .fontSize(9)
          .text("Operating Manual of the Pump", 40, 20)
          .text(`Page ${number} of 4`, 40, 540, { lineBreak: false });
        page.fontSize(10).text(`Chapter ${number} tells this. ${prose}`, 40, 60, { width: 340 });
      }
    });
    expect(await blocksOf(bytes, "running")).toEqual(
      [1, 2, 3, 4].flatMap((number) => ["Operating Manual of the Pump", `Page ${number} of 4`]),
    );
    expect(await blocksOf(bytes, "paragraph")).toHaveLength(4);
  });

  it("makes list items of bullets and numbers, their second lines included", async () => {
    const bytes = await pdf((page) => {
      page.addPage().fontSize(10).text("Before the start:", 40, 40);
      page
        .text("\u2022", 40, 60)
        .text(
          "Close the valve on the left side of the tank, and make sure that it cannot be opened by accident.",
          52,
          60,
          { width: 200 },
        );
      page.text("\u2022", 40, 90).text("Open the other.", 52, 90);
      page.text("1.", 40, 110).text("Press the button.", 58, 110);
    });
    expect(await blocksOf(bytes, "list-item")).toEqual([
      "\u2022 Close the valve on the left side of the tank, and make sure that it cannot be opened by accident.",
      "\u2022 Open the other.",
      "1. Press the button.",
    ]);
    const { blocks } = await load(bytes);
    expect(blocks.map(({ listId }) => listId)).toEqual([undefined, 1, 1, 2]);
  });

  it("makes captions of paragraphs with the label of a figure or table", async () => {
    const bytes = await pdf((page) => {
      page.addPage().fontSize(10).text("Figure 2 shows the pump, and table 3 its limits.", 40, 40);
      page.text("Figure 2. The pump seen from the left.", 40, 80);
      page.text("Table 3: Limits of the pump.", 40, 120);
    });
    expect(await blocksOf(bytes, "caption")).toEqual([
      "Figure 2. The pump seen from the left.",
      "Table 3: Limits of the pump.",
    ]);
  });

  it("keeps the lines of code", async () => {
    const bytes = await pdf((page) => {
      page.addPage().font("Helvetica").fontSize(10).text(prose).moveDown();
      page
        .font("Courier")
        .fontSize(9)
        .text("function start() {", 40, 120)
        .text("open(valve);", 40 + 2 * 5.4, 131)
        .text("}", 40, 142);
    });
    expect(await blocksOf(bytes, "code")).toEqual(["function start() {\n  open(valve);\n}"]);
  });
});
