import { loaderInput } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";
import { makeDocx, paragraph } from "./make-docx.js";

const run = (text: string, properties = "") =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const para = (content: string, properties = "") => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
const mark = (type: string, content = "") => `<w:r><w:fldChar w:fldCharType="${type}">${content}</w:fldChar></w:r>`;
const field = (instruction: string, result: string | null) =>
  `${mark("begin")}<w:r><w:instrText> ${instruction} </w:instrText></w:r>${result === null ? "" : mark("separate") + result}${mark("end")}`;

const load = (body: string, parts: Readonly<Record<string, string>> = {}) =>
  loadDocument(loaderInput("a.docx", makeDocx(body, parts)));
const textOf = async (content: string) => (await load(para(content))).text;

describe("the text of a Word paragraph contains", () => {
  it.each([
    ["simple fields", `No. <w:fldSimple w:instr=" DOCPROPERTY No ">${run("KX-4471")}</w:fldSimple>.`],
    [
      "direction overrides",
      `No. <w:dir w:val="ltr">${run("KX-")}${run("\u202C")}</w:dir><w:bdo w:val="rtl">${run("4471")}</w:bdo>.`,
    ],
    ["complex fields", `No. ${field("REF No", run("KX-4471"))}.`],
    [
      "nested fields",
      `No. ${field(`IF ${field("MERGEFIELD a", run("hidden"))} = 1`, field("REF No", run("KX-4471")))}.`,
    ],
    ["links", `No. <w:hyperlink r:id="r1">${run("KX-")}<w:smartTag>${run("4471")}</w:smartTag></w:hyperlink>.`],
    [
      "content controls",
      `No. <w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${run("KX-4471")}</w:sdtContent></w:sdt>.`,
    ],
    ["insertions and moved text", `No. <w:ins>${run("KX-")}</w:ins><w:moveTo>${run("4471")}</w:moveTo>.`],
    ["unknown wrappers", `No. <x:new xmlns:x="urn:x">${run("KX-4471")}</x:new>.`],
  ])("%s", async (_, content) => {
    expect(await textOf(content.replace(/^No\. /, run("No. ")).replace(/\.$/, run(".")))).toBe("No. KX-4471.");
  });

  it("equations in place", async () => {
    const equation = `<m:oMath><m:r><m:t>F=</m:t></m:r><m:f><m:num><m:r><m:t>3P</m:t></m:r></m:num><m:den><m:r><m:t>100</m:t></m:r></m:den></m:f></m:oMath>`;
    expect(await textOf(run("It is ") + equation + run(", where P is the price."))).toBe(
      "It is F=3P/100, where P is the price.",
    );
    expect((await load(`<m:oMathPara>${equation}</m:oMathPara>`)).text).toBe("F=3P/100");
  });

  it("ruby text in parentheses after its base", async () => {
    const ruby = `<w:ruby><w:rubyPr/><w:rt>${run("とうきょう")}</w:rt><w:rubyBase>${run("東京")}</w:rubyBase></w:ruby>`;
    expect(await textOf(`<w:r>${ruby}</w:r>${run("へ")}`)).toBe("東京(とうきょう)へ");
  });

  it("exponents as superscripts, but no ordinals", async () => {
    const raise = '<w:vertAlign w:val="superscript"/>';
    expect(
      await textOf(run("40 m") + run("2", raise) + run(", 10") + run("-3", raise) + run(", the 1") + run("st", raise)),
    ).toBe("40 m², 10⁻³, the 1st");
    const styles = `<w:styles><w:style w:styleId="Up"><w:rPr>${raise}</w:rPr></w:style></w:styles>`;
    const styled = para(run("m") + run("3", '<w:rStyle w:val="Up"/>'));
    expect((await load(styled, { "word/styles.xml": styles })).text).toBe("m³");
    expect(await textOf(run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'))).toBe("CO2");
  });

  it("symbols of symbol fonts", async () => {
    const font = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>';
    const symbol = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>';
    expect(await textOf(run("a", font) + symbol + run("5") + run("\uF06D", font) + run("m"))).toBe("α≥5μm");
  });

  it("special characters, and no soft hyphens", async () => {
    const inside =
      "<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:tab/><w:t>d</w:t><w:br/><w:t>e</w:t>";
    expect(await textOf(`<w:r>${inside}</w:r>`)).toBe("a\u2011bc\td\ne");
  });

  it("form fields and fields without a stored result", async () => {
    const box = (checked: string) =>
      mark("begin", `<w:ffData><w:checkBox><w:default w:val="0"/>${checked}</w:checkBox></w:ffData>`) +
      "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>" +
      mark("end");
    const list =
      mark(
        "begin",
        `<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Emden"/><w:listEntry w:val="Lindau"/></w:ddList></w:ffData>`,
      ) + mark("end");
    expect(await textOf(box("<w:checked/>") + box("") + list)).toBe("☒☐Lindau");
    expect(await textOf(field("EQ \\f(3P,100)", null) + run(" ") + field("MACROBUTTON NoMacro [Name]", null))).toBe(
      "3P/100 [Name]",
    );
    expect(await textOf(field('XE "index entry"', null) + run("shown"))).toBe("shown");
  });

  it("everything after a field that never ends", async () => {
    expect((await load(para(mark("begin") + run("lost")) + para(mark("end") + run("kept")))).text).toBe("kept");
  });

  it("the alternative text of pictures in brackets, once", async () => {
    const drawing = `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="Plan of hall B"/><pic:pic><pic:cNvPr descr="Plan of hall B"/></pic:pic></wp:inline></w:drawing></w:r>`;
    expect(await textOf(run("See ") + drawing)).toBe("See [Plan of hall B]");
    expect(await textOf(run("See ") + drawing.replaceAll("Plan of hall B", "image1.png"))).toBe("See");
    expect(await textOf(`<w:r><w:pict><v:shape alt="Gate"><v:imagedata/></v:shape></w:pict></w:r>`)).toBe("[Gate]");
  });

  it("one of the alternatives for newer and older programs", async () => {
    const alternatives = (choice: string, fallback: string) =>
      `<w:r><mc:AlternateContent><mc:Choice Requires="x">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent></w:r>`;
    expect(await textOf(alternatives("<w:t>new</w:t>", "<w:t>old</w:t>"))).toBe("new");
    expect(await textOf(alternatives("<x:ink/>", "<w:t>old</w:t>"))).toBe("old");
  });
});

describe("the text of a Word document leaves out", () => {
  it("tracked deletions, and joins the paragraphs whose end was deleted", async () => {
    const deleted = `<w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:moveFrom>${run("moved")}</w:moveFrom>`;
    expect(await textOf(run("Notice is ") + deleted + run("60 days."))).toBe("Notice is 60 days.");
    const joined = (text: string) => para(run(text), "<w:rPr><w:del/></w:rPr>");
    const body =
      joined("The gate closes ") + joined("at 19:30.") + paragraph("Ring twice.") + joined("東") + paragraph("京");
    expect((await load(body)).text).toBe("The gate closes at 19:30. Ring twice.\n\n東京");
  });

  it("hidden runs by their own formatting and by styles, and counts them", async () => {
    const styles = `<w:styles><w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Note"><w:basedOn w:val="Secret"/></w:style></w:styles>`;
    const document = await load(
      para(run("a", "<w:vanish/>") + run("bc", '<w:rStyle w:val="Secret"/>') + run("shown")) +
        para(run("def") + run(" too", '<w:vanish w:val="false"/>'), '<w:pStyle w:val="Note"/>'),
      { "word/styles.xml": styles },
    );
    expect(document.text).toBe("shown\n\ntoo");
    expect(document.hiddenCharacters).toBe(6);
  });

  it("comments, and counts them", async () => {
    const comments = `<w:comments><w:comment w:id="0">${paragraph("Who says so?")}</w:comment></w:comments>`;
    const document = await load(para(`<w:commentRangeStart w:id="0"/>${run("shown")}`), {
      "word/comments.xml": comments,
    });
    expect(document.text).toBe("shown");
    expect(document.hiddenCharacters).toBe("Who says so?".length);
  });
});
