import { documentFaults, loaderInput } from "@ragstone/testkit";
import { isRagstoneError } from "@ragstone/core";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";
import { makeEpub, makePptx, makeWorkbook, zipOf } from "./make-office.js";

const load = (path: string, content: Uint8Array | string) => loadDocument(loaderInput(path, content));

/** The outcome required of every hostile file: a sound document, or rejection with a reason. */
async function faults(path: string, content: Uint8Array | string): Promise<string[]> {
  return load(path, content).then(documentFaults, (error: unknown) => (isRagstoneError(error) ? [] : [String(error)]));
}

const mebibyte = 1024 * 1024;
/** Zeros that a zip file shrinks a thousandfold, in an entry of the given name. */
const bomb = (name: string, others: Readonly<Record<string, string>>) =>
  zipSync(
    {
      ...Object.fromEntries(Object.entries(others).map(([key, text]) => [key, strToU8(text)])),
      [name]: new Uint8Array(129 * mebibyte),
    },
    { level: 1 },
  );

describe("large files", () => {
  it("of 50 MB of text are loaded whole", { timeout: 30_000 }, async () => {
    const text = "All work and no play makes a dull text. ".repeat(1_310_720);
    const document = await load("large.txt", text);
    expect(document.text.length).toBe(text.length);
  });

  it("of one line are loaded whole", { timeout: 30_000 }, async () => {
    for (const path of ["a.txt", "a.md", "a.json", "a.py", "a.rst", "a.xml", "a.csv", "a.yaml", "a.jsonl"]) {
      const line = "word ".repeat(mebibyte);
      const document = await load(path, line);
      expect(document.text.length).toBe(line.length);
      expect(documentFaults(document)).toEqual([]);
    }
  });

  it("of one CSV record of 100 MB are one table without header", { timeout: 30_000 }, async () => {
    const document = await load("wide.csv", Buffer.alloc(100_000_000, "cell,"));
    expect(document.blocks).toEqual([{ kind: "table", start: 0, end: 100_000_000 }]);
  });

  it("of a notebook with 50 MB of pictures contain its words only", { timeout: 30_000 }, async () => {
    const picture = "iVBORw0KGgo".repeat(480_000);
    const cells = Array.from({ length: 10 }, (_, n) => ({
      cell_type: "code",
      source: `plot(${n})`,
      outputs: [{ output_type: "display_data", data: { "image/png": picture, "text/plain": "<Figure>" } }],
    }));
    const document = await load("plots.ipynb", JSON.stringify({ cells, metadata: {}, nbformat: 4 }));
    expect(document.bytes).toBeGreaterThan(50_000_000);
    expect(document.text.length).toBeLessThan(1000);
    expect(document.text).toContain("plot(9)");
  });
});

describe("archives that inflate without end", () => {
  it.each([
    ["a.docx", bomb("word/document.xml", { "[Content_Types].xml": "<Types/>" })],
    ["a.pptx", bomb("ppt/slides/slide1.xml", { "[Content_Types].xml": "<Types/>" })],
    ["a.xlsx", bomb("xl/worksheets/sheet1.xml", { "[Content_Types].xml": "<Types/>" })],
    ["a.epub", bomb("chapter.xhtml", { "META-INF/container.xml": "<container/>" })],
    ["a.ods", bomb("content.xml", {})],
  ])("are rejected before anything is inflated: %s", { timeout: 20_000 }, async (path, bytes) => {
    await expect(load(path, bytes)).rejects.toMatchObject({ reason: "too-large" });
  });

  it("are rejected by their number of entries", { timeout: 30_000 }, async () => {
    const many = zipOf({
      "[Content_Types].xml": "<Types/>",
      ...Object.fromEntries(Array.from({ length: 50_001 }, (_, n) => [`word/${n}.xml`, ""])),
    });
    await expect(load("a.docx", many)).rejects.toMatchObject({ reason: "too-large" });
  });
});

describe("entities", () => {
  const declared = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';

  it("are not expanded in XML, whose text is the file", async () => {
    const xml = `<?xml version="1.0"?>${declared}<x>&b;</x>`;
    expect((await load("a.xml", xml)).text).toBe(xml);
  });

  it("are not expanded in books, presentations and notes", async () => {
    const slide = makePptx([{ title: "&b; title" }]);
    expect((await load("a.pptx", slide)).text).not.toContain("haha");
    const book = makeEpub(["<p>text &b;</p>"]);
    expect((await load("a.epub", book)).text).not.toContain("haha");
  });

  it("are not expanded in front matter or YAML", async () => {
    const yaml = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? "a" : `b${n - 1}`}, *${n === 0 ? "a" : `b${n - 1}`}]`).join("\n")}\n`;
    expect((await load("a.yaml", yaml)).text).toBe(yaml);
    expect(await faults("a.md", `---\n${yaml}---\ntext\n`)).toEqual([]);
  });
});

describe("references", () => {
  it("to a cell in row 2,147,483,648 cost no time", { timeout: 30_000 }, async () => {
    const parts = unzipSync(makeWorkbook("xlsx", { S: [["a"], ["b"]] }));
    const name = "xl/worksheets/sheet1.xml";
    parts[name] = strToU8(strFromU8(parts[name]!).replace('r="A2"', 'r="2147483648"'));
    expect((await load("a.xlsx", zipSync(parts))).text).toContain("a");
  });
});

describe("nesting", () => {
  const deep = 200_000;
  it.each([
    ["a.json", "[".repeat(deep) + "]".repeat(deep)],
    ["a.json", '{"a":'.repeat(deep) + "1" + "}".repeat(deep)],
    ["a.xml", "<a>".repeat(deep) + "x" + "</a>".repeat(deep)],
    ["a.yaml", "- ".repeat(deep) + "x"],
    ["a.py", "(".repeat(deep) + ")".repeat(deep)],
    ["a.js", "{".repeat(deep) + "}".repeat(deep)],
    ["a.cpp", "namespace a{".repeat(deep / 10)],
    ["a.rst", Array.from({ length: 2000 }, (_, n) => `${" ".repeat(n)}- item`).join("\n")],
    ["a.ipynb", `{"cells":[{"cell_type":"raw","source":${"[".repeat(deep)}${"]".repeat(deep)}}]}`],
    ["a.epub", makeEpub([`${"<div>".repeat(deep)}x`])],
    ["a.pptx", makePptx([{ title: "<a:b>".repeat(deep / 2) + "</a:b>".repeat(deep / 2) }])],
    [
      "a.eml",
      `Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(20_000)}`,
    ],
  ])("of 200,000 levels ends: %s", { timeout: 30_000 }, async (path, content) => {
    expect(await faults(path, content)).toEqual([]);
  });
});

describe("repetition that makes naive patterns slow", () => {
  it.each([
    ["a.xml", "<!-- ".repeat(200_000)],
    ["a.xml", "<![CDATA[".repeat(200_000)],
    ["a.json", "[".repeat(5_000_000)],
    ["a.json", `["${String.raw`\u00fc`.repeat(2_000_000)}"]`],
    ["a.json", `["${"\\".repeat(5_000_001)}`],
    ["a.properties", "a\\\n".repeat(500_000)],
    ["a.mdx", "x {/* \n\n".repeat(100_000)],
    ["a.mdx", `${"x {/* \n\n".repeat(50_000)}*/}`],
    ["a.tex", String.raw`\verb|\url{`.repeat(100_000)],
    ["a.tex", `x${"\n".repeat(200_000)}x`],
    ["a.xml", "<".repeat(200_000)],
    ["a.c", 'char *f(v"id) { return "- item";rn "| a | b |"; }\n\n'.repeat(5000)],
    ["a.adoc", "----\n////\n".repeat(100_000)],
    ["a.vtt", "00:01.000 --> 00:02.000\nx\n\n".repeat(100_000)],
    ["a.vcf", `BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:${"=41=\n".repeat(200_000)}`],
    ["a.ics", `BEGIN:VEVENT\nSUMMARY:${"x\n ".repeat(500_000)}`],
    ["a.mbox", "From a\nSubject: s\n\n".repeat(20_000)],
    ["quoted.eml", `Subject: s\n\n${"> a\n\nb\n".repeat(100_000)}`],
    ["a.rst", `${"=".repeat(200_000)}\n${"-".repeat(200_000)}\n`],
    ["a.rst", ".. a\n".repeat(100_000)],
    ["a.rst", "==== ====\n".repeat(50_000)],
    ["a.rst", "a::\n".repeat(100_000)],
    ["a.csv", '"'.repeat(1_000_000)],
    ["a.csv", `"${"a\n".repeat(500_000)}`],
    ["a.md", `---\n${"a:\n".repeat(20_000)}`],
    ["a.md", `${"|".repeat(100_000)}\n${"|-".repeat(100_000)}\n`],
    ["a.md", "[a]: ".repeat(100_000)],
    ["a.md", "<".repeat(200_000)],
    ["a.md", `# ${"<a ".repeat(50_000)}`],
    ["a.md", `# ${"![".repeat(20_000)}`],
    ["a.md", `hidden ${"<a ".repeat(100_000)}`],
    ["a.md", `hidden ${'<a style="'.repeat(100_000)}`],
    ["a.md", `hidden ${"<a style='display".repeat(50_000)}`],
    ["a.md", `hidden <a ${"style=x ".repeat(100_000)}`],
    ["a.rb", "\n \n".repeat(300_000) + "x"],
    ["a.toml", `\n${" ".repeat(500_000)}x`],
    ["a.eml", `From: a@b.c\r\nSubject: ${"=?utf-8?b?YQ==?= ".repeat(50_000)}\r\n\r\nx`],
    ["a.eml", `To: ${"a@b.c, ".repeat(50_000)}\r\nSubject: s\r\n\r\nx`],
    [
      "a.docx",
      zipOf({
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": `<w:document><w:body>${"<w:rPr>".repeat(100_000)}<w:vanish/>`,
      }),
    ],
    [
      "a.docx",
      zipOf({
        "[Content_Types].xml": "<Types/>",
        "word/numbering.xml": "<w:numbering/>",
        "word/document.xml": `<w:document><w:body>${"<w:p><w:pPr>".repeat(200_000)}</w:pPr></w:p>`,
      }),
    ],
    [
      "a.docx",
      zipOf({
        "[Content_Types].xml": "<Types/>",
        "word/numbering.xml": "<w:numbering/>",
        "word/document.xml": `<w:document><w:body>${"<w:p><w:pPr><w:pPrChange></w:pPr>".repeat(100_000)}`,
      }),
    ],
    [
      "a.docx",
      zipOf({
        "[Content_Types].xml": "<Types/>",
        "word/numbering.xml": "<w:numbering/>",
        "word/document.xml": `<w:document><w:body>${"<w:p ".repeat(300_000)}`,
      }),
    ],
  ])("takes bounded time: %s %#", { timeout: 20_000 }, async (path, content) => {
    expect(await faults(path, content)).toEqual([]);
  });
});
