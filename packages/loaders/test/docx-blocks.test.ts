import { loaderInput } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";
import { listItem, makeDocx, paragraph, twoLists } from "./make-docx.js";
import { chartText, makeChart, makeDiagram } from "./office-graphics.js";
import { relationshipPart } from "./relationship-part.js";

const load = (bytes: Uint8Array) => loadDocument(loaderInput("a.docx", bytes));
const textOf = async (body: string, parts: Readonly<Record<string, string>> = {}) =>
  (await load(makeDocx(body, parts))).text;

async function outline(body: string, parts: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { text, blocks } = await load(makeDocx(body, parts));
  return blocks.map((block) => `${block.kind}${block.level ?? ""}: ${text.slice(block.start, block.end)}`);
}

const related = (targets: Readonly<Record<string, readonly [kind: string, target: string]>>) => ({
  "word/_rels/document.xml.rels": relationshipPart(targets),
});
const cell = (...contents: string[]) => `<w:tc><w:tcPr/>${contents.join("")}</w:tc>`;
const table = (...rows: string[][]) =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.join("")}</w:tr>`).join("")}</w:tbl>`;
const values = (...texts: string[]) => texts.map((text) => cell(paragraph(text)));
const anchor = (content: string) => `<w:p><w:r><w:t>Notice.</w:t></w:r><w:r>${content}</w:r></w:p>`;
const drawing = (content: string) =>
  `<w:drawing><wp:inline><a:graphic><a:graphicData>${content}</a:graphicData></a:graphic></wp:inline></w:drawing>`;

describe("text boxes of Word files follow the paragraph that they are anchored in:", () => {
  const content = `<w:txbxContent>${paragraph("The gate closes at 19:30.")}${paragraph("Ring twice.")}</w:txbxContent>`;
  const shape = `<wps:wsp><wps:txbx>${content}</wps:txbx></wps:wsp>`;
  it.each([
    [
      "DrawingML without fallback",
      `<mc:AlternateContent><mc:Choice>${drawing(shape)}</mc:Choice></mc:AlternateContent>`,
    ],
    [
      "DrawingML with fallback",
      `<mc:AlternateContent><mc:Choice>${drawing(shape)}</mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>${content}</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent>`,
    ],
    ["DrawingML in a group", drawing(`<wpg:wgp><wpg:grpSp>${shape}</wpg:grpSp></wpg:wgp>`)],
    ["VML ovals", `<w:pict><v:group><v:oval><v:textbox>${content}</v:textbox></v:oval></v:group></w:pict>`],
    [
      "shapes on a locked canvas",
      drawing(
        `<lc:lockedCanvas><a:sp><a:txSp><a:txBody><a:p><a:r><a:t>The gate closes at 19:30.</a:t></a:r></a:p><a:p><a:r><a:t>Ring twice.</a:t></a:r></a:p></a:txBody></a:txSp></a:sp></lc:lockedCanvas>`,
      ),
    ],
  ])("%s", async (_, box) => {
    expect(await textOf(anchor(box) + paragraph("Next."))).toBe(
      "Notice.\n\nThe gate closes at 19:30.\n\nRing twice.\n\nNext.",
    );
  });

  it("and text drawn as a picture is part of the paragraph", async () => {
    expect(await textOf(anchor('<w:pict><v:shape><v:textpath string=" DRAFT"/></v:shape></w:pict>'))).toBe(
      "Notice. DRAFT",
    );
  });
});

describe("graphics of Word files", () => {
  it("give charts as tables with their titles", async () => {
    const chart = makeChart("Turnover", ["2022", "2023"], { Lindau: ["410", "655.50000000000011"], Emden: ["1", "2"] });
    const body = anchor(drawing('<c:chart r:id="c1"/>')) + paragraph("Next.");
    const parts = { ...related({ c1: ["chart", "charts/chart1.xml"] }), "word/charts/chart1.xml": chart };
    expect(await textOf(body, parts)).toBe(
      `Notice.\n\n${chartText("Turnover", ["Year | Lindau | Emden", "2022 | 410 | 1", "2023 | 655.5 | 2"])}\n\nNext.`,
    );
    expect(await outline(body, parts)).toContain("caption: Turnover\nin EUR");
  });

  it("give diagrams as lists in the order that they are shown", async () => {
    const data = makeDiagram([
      ["Drain the tank", null],
      ["Open V6", "Drain the tank"],
      ["Close V7", null],
    ]);
    const parts = { ...related({ d1: ["diagramData", "diagrams/data1.xml"] }), "word/diagrams/data1.xml": data };
    expect(await outline(anchor(drawing('<dgm:relIds r:dm="d1"/>')), parts)).toEqual([
      "paragraph: Notice.",
      "list-item1: Drain the tank",
      "list-item2: Open V6",
      "list-item1: Close V7",
    ]);
  });

  it("are read once if they are shown twice", async () => {
    const parts = {
      ...related({ c1: ["chart", "charts/chart1.xml"] }),
      "word/charts/chart1.xml": makeChart("Turnover", ["2022"], { Lindau: ["410"] }),
    };
    const text = await textOf(anchor(drawing('<c:chart r:id="c1"/>')).repeat(3), parts);
    expect(text.match(/Turnover/g)).toHaveLength(1);
  });

  it("name embedded objects, which are not read", async () => {
    const object = '<w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12" r:id="o1"/></w:object>';
    const { warnings } = await load(makeDocx(anchor(object), related({ o1: ["package", "embeddings/Prices.xlsx"] })));
    expect(warnings).toEqual([{ code: "embedded-files-not-read", detail: "Excel.Sheet.12 Prices.xlsx" }]);
  });
});

describe("tables of Word files", () => {
  it("that lay out columns keep paragraphs apart", async () => {
    const rows = [
      cell(paragraph("Experience"), paragraph("2019 to 2023: foreman.")),
      cell(paragraph("Contact"), paragraph("Emden")),
    ];
    expect(await textOf(table(rows))).toBe("Experience\n\n2019 to 2023: foreman.\n\nContact\n\nEmden");
  });

  it("with one cell are paragraphs", async () => {
    expect(await outline(table(values("Warning")))).toEqual(["paragraph: Warning"]);
  });

  it("keep nested tables as tables, and the rows around them", async () => {
    const nested = table(values("Part", "Price"), values("V7", "36"));
    const outer = table(values("Offer", "118"), values("Valid", "May"), [cell(paragraph("Items:"), nested), cell()]);
    expect(await outline(outer)).toEqual([
      "table: Offer | 118\nValid | May",
      "paragraph: Items:",
      "table: Part | Price\nV7 | 36",
    ]);
  });

  it("with several paragraphs in a value keep their rows", async () => {
    const rows = table(values("Step", "Do"), [cell(paragraph("1")), cell(paragraph("Open V6."), paragraph("Wait."))]);
    expect(await textOf(rows)).toBe("Step | Do\n1 | Open V6. Wait.");
  });

  it("have their alternative text before them, unless a caption says the same", async () => {
    const described = `<w:tbl><w:tblPr><w:tblCaption w:val="Prices"/><w:tblDescription w:val="Parts and their prices"/></w:tblPr><w:tr>${values("V7", "36").join("")}</w:tr></w:tbl>`;
    expect(await textOf(described)).toBe("[Prices]\n\n[Parts and their prices]\n\nV7 | 36");
    expect(await textOf(paragraph("Table 1: Prices") + described)).toBe(
      "Table 1: Prices\n\n[Parts and their prices]\n\nV7 | 36",
    );
  });

  it("leave out deleted rows and empty rows, and read rows in content controls", async () => {
    const deleted = `<w:tr><w:trPr><w:del/></w:trPr>${values("old", "row").join("")}</w:tr>`;
    const controlled = `<w:sdt><w:sdtContent><w:tr>${values("c", "d").join("")}</w:tr></w:sdtContent></w:sdt>`;
    const rows = `<w:tbl><w:tr>${values("a", "b").join("")}</w:tr>${deleted}<w:tr>${values("", "").join("")}</w:tr>${controlled}</w:tbl>`;
    expect(await textOf(rows)).toBe("a | b\nc | d");
  });
});

describe("headers and footers of Word files", () => {
  const header = (content: string) => `<w:hdr>${content}</w:hdr>`;
  const pageField = (name: string) => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>3</w:t></w:r></w:fldSimple>`;
  const references = (kind: string, types: Readonly<Record<string, string>>) =>
    Object.entries(types)
      .map(([type, id]) => `<w:${kind}Reference w:type="${type}" r:id="${id}"/>`)
      .join("");
  const section = (content: string) => `<w:p><w:pPr><w:sectPr>${content}</w:sectPr></w:pPr></w:p>`;

  it("are written once around their section, without page numbers", async () => {
    const parts = {
      ...related({ h1: ["header", "header1.xml"], h2: ["header", "header2.xml"], f1: ["footer", "footer1.xml"] }),
      "word/header1.xml": header(paragraph("Document QM-118")),
      "word/header2.xml": header(paragraph("Annex")),
      "word/footer1.xml": header(
        `<w:p><w:r><w:t>Internal</w:t><w:tab/><w:t xml:space="preserve">Page </w:t></w:r>${pageField("PAGE")}<w:r><w:t xml:space="preserve"> of </w:t></w:r>${pageField("NUMPAGES")}</w:p>`,
      ),
    };
    const first = references("header", { default: "h1" }) + references("footer", { default: "f1" });
    const body =
      paragraph("One.") +
      section(first) +
      paragraph("Two.") +
      section(first) +
      paragraph("Three.") +
      `<w:sectPr>${references("header", { default: "h2" })}</w:sectPr>`;
    expect(await outline(body, parts)).toEqual([
      "running: Document QM-118",
      "paragraph: One.",
      "running: Internal",
      "paragraph: Two.",
      "running: Annex",
      "paragraph: Three.",
    ]);
  });

  it("are read only if pages show them", async () => {
    const parts = {
      ...related({ h1: ["header", "header1.xml"], h2: ["header", "header2.xml"] }),
      "word/header1.xml": header(paragraph("First")),
      "word/header2.xml": header(paragraph("Even")),
    };
    const body = (more: string) =>
      `${paragraph("One.")}<w:sectPr>${references("header", { first: "h1", even: "h2" })}${more}</w:sectPr>`;
    expect(await textOf(body(""), parts)).toBe("One.");
    const settings = { "word/settings.xml": "<w:settings><w:evenAndOddHeaders/></w:settings>" };
    expect(await textOf(body("<w:titlePg/>"), { ...parts, ...settings })).toBe("First\n\nEven\n\nOne.");
  });
});

describe("files inserted into Word files", () => {
  const inserted = (content: string) =>
    textOf(`${paragraph("Report.")}<w:altChunk r:id="x"/>${paragraph("End.")}`, {
      ...related({ x: ["aFChunk", "part.dat"] }),
      "word/part.dat": content,
    });
  it.each([
    ["HTML", "<html><body><p>14 open points.</p></body></html>"],
    ["fragments of HTML", "<p>14 open points.</p>"],
    ["text", "14 open points."],
    [
      "web archives",
      'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>14 open=\r\n points.</p>\r\n--b--\r\n',
    ],
  ])("are read in place: %s", async (_, content) => {
    expect(await inserted(content)).toBe("Report.\n\n14 open points.\n\nEnd.");
  });

  it("are read in place: Word, with lists of their own", async () => {
    const inner = makeDocx(listItem("inner", 2), { "word/numbering.xml": twoLists });
    const parts = {
      ...related({ x: ["aFChunk", "part.docx"] }),
      "word/numbering.xml": twoLists,
      "word/part.docx": inner,
    };
    const body = `${listItem("outer", 1)}<w:altChunk r:id="x"/>${listItem("outer again", 1)}`;
    const { blocks } = await load(makeDocx(body, parts));
    expect(blocks.map(({ listId }) => listId)).toEqual([2, 1, 2]);
  });

  it("are named if they cannot be read", async () => {
    const bytes = makeDocx(`${paragraph("Report.")}<w:altChunk r:id="x"/>`, {
      ...related({ x: ["aFChunk", "part.rtf"] }),
      "word/part.rtf": "{\\rtf1 x}",
    });
    expect(await load(bytes)).toMatchObject({
      text: "Report.",
      warnings: [{ code: "embedded-files-not-read", detail: "part.rtf" }],
    });
  });
});

it("reports Word files that contain only pictures", async () => {
  const parts = related({ i: ["image", "media/image1.png"] });
  await expect(load(makeDocx(paragraph(""), parts))).rejects.toMatchObject({
    reason: "empty",
    message: expect.stringContaining("only pictures (1)") as string,
  });
});

describe("paragraphs of Word files", () => {
  it("continue after an enlarged initial", async () => {
    const initial = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>';
    expect(await textOf(initial + paragraph("he gate closes."))).toBe("The gate closes.");
  });

  it("are headings in styles based on those of headings", async () => {
    const style = (id: string, name: string, more: string) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`;
    const styles = `<w:styles>${style("h2", "heading 2", "")}${style("x", "Clause", '<w:basedOn w:val="h2"/>')}${style("t", "TOC Heading", '<w:basedOn w:val="h2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')}</w:styles>`;
    expect(await outline(paragraph("Rent", "x") + paragraph("Contents", "t"), { "word/styles.xml": styles })).toEqual([
      "heading2: Rent",
      "paragraph: Contents",
    ]);
  });

  it("refer to notes by one number each", async () => {
    const reference = (id: string) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
    const notes = `<w:footnotes><w:footnote w:id="5">${paragraph("Five.")}</w:footnote><w:footnote w:id="6">${paragraph("Six.")}</w:footnote></w:footnotes>`;
    const body = `<w:p><w:r><w:t>a</w:t></w:r>${reference("6")}${reference("5")}${reference("6")}</w:p>`;
    expect(await textOf(body, { "word/footnotes.xml": notes })).toBe("a[1][2][1]\n\n[1] Six.\n\n[2] Five.");
  });

  it("are read whatever prefix the file gives to its elements", async () => {
    const xml = `<x:document xmlns:x="urn:w"><x:body><x:p><x:pPr><x:pStyle x:val="H1"/></x:pPr><x:r><x:t>Keys</x:t></x:r></x:p></x:body></x:document>`;
    expect(await outline("", { "word/document.xml": xml })).toEqual(["heading1: Keys"]);
  });
});
