import { loaderInput } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";
import { zipOf } from "./make-office.js";
import { chartText, makeChart, makeDiagram } from "./office-graphics.js";
import { relationshipPart } from "./relationship-part.js";

type Related = Readonly<Record<string, readonly [kind: string, target: string]>>;

interface MadeSlide {
  /** XML of its shapes. */
  readonly shapes: string;
  readonly related?: Related;
  readonly attributes?: string;
}

const shape = (text: string, placeholder = "", facts = "") =>
  `<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"${facts}/><p:nvPr>${placeholder === "" ? "" : `<p:ph type="${placeholder}"/>`}</p:nvPr></p:nvSpPr><p:txBody>${text
    .split("\n")
    .map((line) => (line.startsWith("<") ? `<a:p>${line}</a:p>` : `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`))
    .join("")}</p:txBody></p:sp>`;
const frame = (content: string) =>
  `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="2" name="y"/></p:nvGraphicFramePr><a:graphic><a:graphicData>${content}</a:graphicData></a:graphic></p:graphicFrame>`;
const tree = (name: string, shapes: string, attributes = "") =>
  `<p:${name}${attributes}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="0" name=""/></p:nvGrpSpPr>${shapes}</p:spTree></p:cSld></p:${name}>`;

function load(slides: readonly MadeSlide[], parts: Readonly<Record<string, string>> = {}) {
  const files: Record<string, string> = { "[Content_Types].xml": "<Types/>", ...parts };
  for (const [index, { shapes, related = {}, attributes }] of slides.entries()) {
    files[`ppt/slides/slide${index + 1}.xml`] = tree("sld", shapes, attributes);
    files[`ppt/slides/_rels/slide${index + 1}.xml.rels`] = relationshipPart(related);
  }
  return loadDocument(loaderInput("a.pptx", zipOf(files)));
}

async function outline(slides: readonly MadeSlide[], parts: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { text, blocks } = await load(slides, parts);
  return blocks.map((block) => `${block.kind}${block.level ?? ""}: ${text.slice(block.start, block.end)}`);
}

describe("slides contain", () => {
  it("charts as tables with their titles", async () => {
    const slide = {
      shapes: shape("Branches", "title") + frame('<c:chart r:id="c"/>'),
      related: { c: ["chart", "../charts/chart1.xml"] },
    } as const;
    const { text } = await load([slide], {
      "ppt/charts/chart1.xml": makeChart("Turnover", ["2022", "2023"], { Lindau: ["410", "655"] }),
    });
    expect(text).toBe(`Branches\n\n${chartText("Turnover", ["Year | Lindau", "2022 | 410", "2023 | 655"])}`);
  });

  it("charts of Office 2016 in place of the picture for older programs", async () => {
    const chart = `<cx:chartSpace><cx:chartData><cx:data id="0"><cx:strDim type="cat"><cx:lvl><cx:pt idx="0">Sales</cx:pt><cx:pt idx="1">Costs</cx:pt></cx:lvl></cx:strDim><cx:numDim type="val"><cx:lvl><cx:pt idx="0">90</cx:pt><cx:pt idx="1">-40</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:title><cx:tx><cx:rich><a:p><a:r><a:t>Result</a:t></a:r></a:p></cx:rich></cx:tx></cx:title><cx:plotArea><cx:series><cx:tx><cx:txData><cx:v>EUR</cx:v></cx:txData></cx:tx><cx:dataId val="0"/></cx:series></cx:plotArea></cx:chart></cx:chartSpace>`;
    const shapes = `<mc:AlternateContent><mc:Choice Requires="cx1">${frame('<cx:chart r:id="c"/>')}</mc:Choice><mc:Fallback>${shape("This chart is not available.")}</mc:Fallback></mc:AlternateContent>`;
    const related: Related = { c: ["chartEx", "../charts/chartEx1.xml"] };
    expect((await load([{ shapes, related }], { "ppt/charts/chartEx1.xml": chart })).text).toBe(
      "Result\n\n | EUR\nSales | 90\nCosts | -40",
    );
  });

  it("diagrams as lists", async () => {
    const slide: MadeSlide = {
      shapes: frame('<dgm:relIds r:dm="d"/>'),
      related: { d: ["diagramData", "../diagrams/data1.xml"] },
    };
    const data = makeDiagram([
      ["Drain the tank", null],
      ["Open V6", "Drain the tank"],
      ["Close V7", null],
    ]);
    expect(await outline([slide], { "ppt/diagrams/data1.xml": data })).toEqual([
      "list-item1: Drain the tank",
      "list-item2: Open V6",
      "list-item1: Close V7",
    ]);
  });

  it("diagrams without connections in the order of the file", async () => {
    const slide: MadeSlide = {
      shapes: frame('<dgm:relIds r:dm="d"/>'),
      related: { d: ["diagramData", "../diagrams/data1.xml"] },
    };
    const point = (id: number, text: string) =>
      `<dgm:pt modelId="${id}"><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
    expect(
      (
        await load([slide], {
          "ppt/diagrams/data1.xml": `<dgm:dataModel><dgm:ptLst>${point(1, "one")}${point(2, "two")}</dgm:ptLst></dgm:dataModel>`,
        })
      ).text,
    ).toBe("one\ntwo");
  });

  it("equations, exponents and fields", async () => {
    const line = `<a:r><a:t>A = </a:t></a:r><mc:AlternateContent><mc:Choice Requires="a14"><a14:m><m:oMath><m:f><m:num><m:r><m:t>b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></a14:m></mc:Choice><mc:Fallback/></mc:AlternateContent><a:r><a:t> m</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>2</a:t></a:r><a:fld type="x"><a:t>!</a:t></a:fld>`;
    expect((await load([{ shapes: shape(line) }])).text).toBe("A = b/2 m²!");
  });

  it("shapes in groups, and alternative texts in brackets", async () => {
    const picture = '<p:pic><p:nvPicPr><p:cNvPr id="3" name="Picture 3" descr="Plan of hall B"/></p:nvPicPr></p:pic>';
    const group = `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="4" name="g"/></p:nvGrpSpPr>${shape("inside")}${picture}</p:grpSp>`;
    expect((await load([{ shapes: group }])).text).toBe("inside\n\n[Plan of hall B]");
  });

  it("footers, and the text of layouts and masters, once", async () => {
    const related: Related = { l: ["slideLayout", "../slideLayouts/slideLayout1.xml"] };
    const slide = (title: string): MadeSlide => ({
      shapes:
        shape(title, "title") +
        shape("Internal", "ftr") +
        shape("7", "sldNum") +
        shape('<a:fld type="datetime1"><a:t>1/2/2024</a:t></a:fld>', "dt"),
      related,
    });
    const parts = {
      "ppt/slideLayouts/slideLayout1.xml": tree("sldLayout", shape("Click to add text", "body")),
      "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relationshipPart({
        m: ["slideMaster", "../slideMasters/slideMaster1.xml"],
      }),
      "ppt/slideMasters/slideMaster1.xml": tree(
        "sldMaster",
        shape("Ellerquay Works") + shape("Click to edit", "title"),
      ),
    };
    expect(await outline([slide("One"), slide("Two")], parts)).toEqual([
      "heading2: One",
      "running: Internal",
      "running: Ellerquay Works",
      "heading2: Two",
    ]);
    expect(await outline([{ ...slide("One"), attributes: ' showMasterSp="0"' }], parts)).toEqual([
      "heading2: One",
      "running: Internal",
    ]);
  });
});

it("reports presentations without text by what they contain instead", async () => {
  const related: Related = { i: ["image", "../media/image1.png"] };
  const outcome = (slides: readonly MadeSlide[], parts = {}) =>
    load(slides, parts).catch(({ message }: Error) => message);
  expect(await outcome([{ shapes: shape(""), related }])).toContain("only pictures (1)");
  expect(await outcome([], { "ppt/presentation.xml": "<p:presentation/>" })).toContain("(empty)");
  expect(await outcome([])).toContain("(malformed)");
});

describe("slides leave out", () => {
  it("hidden shapes and comments, and count them", async () => {
    const related: Related = { c: ["comments", "../comments/comment1.xml"] };
    const document = await load([{ shapes: shape("shown") + shape("hidden", "", ' hidden="1"'), related }], {
      "ppt/comments/comment1.xml": "<p:cmLst><p:cm><p:text>Who?</p:text></p:cm></p:cmLst>",
    });
    expect(document).toMatchObject({ text: "shown", hiddenCharacters: 10, warnings: [{ code: "hidden-text" }] });
  });

  it("embedded objects, and name them", async () => {
    const object = frame('<p:oleObj progId="Excel.Sheet.12" r:id="o"/>');
    const related: Related = { o: ["package", "../embeddings/Prices.xlsx"] };
    const { warnings } = await load([{ shapes: shape("shown") + object, related }]);
    expect(warnings).toEqual([{ code: "embedded-files-not-read", detail: "Excel.Sheet.12 Prices.xlsx" }]);
  });
});
